import type { Action } from "@aws-sdk/client-elastic-load-balancing-v2";

/** What a listener or a rule does with a request, as the provider spells it. */
export function actionBlock({ Type: type, Order: order, TargetGroupArn: targetGroupArn, ...action }: Action) {
  const { ForwardConfig: forward, RedirectConfig: redirect, FixedResponseConfig: fixed } = action;
  const { AuthenticateCognitoConfig: cognito, AuthenticateOidcConfig: oidc } = action;
  return {
    type,
    order,
    targetGroupArn,
    forward: forward && { targetGroups: forward.TargetGroups?.map(({ TargetGroupArn: arn, Weight: weight }) => ({ arn, weight })) },
    redirect: redirect && {
      protocol: redirect.Protocol,
      host: redirect.Host,
      path: redirect.Path,
      port: redirect.Port,
      query: redirect.Query,
      statusCode: redirect.StatusCode,
    },
    fixedResponse: fixed && { contentType: fixed.ContentType, messageBody: fixed.MessageBody, statusCode: fixed.StatusCode },
    authenticateCognito: cognito && {
      userPoolArn: cognito.UserPoolArn,
      userPoolClientId: cognito.UserPoolClientId,
      userPoolDomain: cognito.UserPoolDomain,
      scope: cognito.Scope,
      sessionCookieName: cognito.SessionCookieName,
      sessionTimeout: cognito.SessionTimeout,
      onUnauthenticatedRequest: cognito.OnUnauthenticatedRequest,
    },
    authenticateOidc: oidc && {
      issuer: oidc.Issuer,
      authorizationEndpoint: oidc.AuthorizationEndpoint,
      tokenEndpoint: oidc.TokenEndpoint,
      userInfoEndpoint: oidc.UserInfoEndpoint,
      clientId: oidc.ClientId,
      scope: oidc.Scope,
      sessionCookieName: oidc.SessionCookieName,
      sessionTimeout: oidc.SessionTimeout,
      onUnauthenticatedRequest: oidc.OnUnauthenticatedRequest,
    },
  };
}
