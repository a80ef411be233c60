/** The page's whole style: no web fonts, no images. Text has at least 4.5:1 against its ground in both schemes (WCAG 2.2, 1.4.3). */
export const style = `
:root{color-scheme:light dark;--ground:#f4f6f8;--paper:#fff;--raised:#f8fafb;--text:#18212c;--soft:#4f5b69;--line:#d8dee5;--strong:#b4bec9;--accent:#0f5c8c;
--fail:#a61b14;--fail-soft:#fcebe9;--open:#7c5000;--open-soft:#fdf3dc;--excepted:#553c9a;--excepted-soft:#f0ebfb;--pass:#17663a;--pass-soft:#e3f4e9;--none:#4f5b69;--none-soft:#ebeff3;--scope:#0f5c8c;--scope-soft:#e4f0f8;
--fail-bar:#c9352b;--advisory-bar:#e79a92;--open-bar:#dba43c;--excepted-bar:#8b74cc;--pass-bar:#4ba372}
@media (prefers-color-scheme:dark){:root{--ground:#10151b;--paper:#171d25;--raised:#1c232c;--text:#e7ecf1;--soft:#a8b3bf;--line:#2b3540;--strong:#465361;--accent:#7cc4f2;
--fail:#ff9f96;--fail-soft:#3b1b1a;--open:#f2c567;--open-soft:#342811;--excepted:#c8b8f6;--excepted-soft:#2a2142;--pass:#82d8a4;--pass-soft:#153121;--none:#a8b3bf;--none-soft:#252e38;--scope:#8cccf5;--scope-soft:#16303f;
--fail-bar:#e0655c;--advisory-bar:#8f4a45;--open-bar:#c9963a;--excepted-bar:#8d78cd;--pass-bar:#3f9466}}
*{box-sizing:border-box}
html{scroll-padding-top:6.5rem}
body{margin:0;background:var(--ground);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
code,.mono,.urn,pre,summary,h1,h3,dd{overflow-wrap:anywhere}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;z-index:9;background:var(--paper);padding:.5rem 1rem}
header.top,main,footer{max-width:76rem;margin:0 auto;padding:0 1.5rem}
header.top{padding-top:2rem}
h1{font-size:1.75rem;line-height:1.2;margin:.15rem 0 .25rem;letter-spacing:-.01em}
h2{font-size:1.2rem;line-height:1.3;margin:0}
h3{font-size:1rem;margin:1.25rem 0 .5rem}
p{margin:.35rem 0}
.kicker{color:var(--soft);font-size:.8rem;font-weight:600;letter-spacing:.06em;text-transform:uppercase;margin:0}
.soft{color:var(--soft)}.small{font-size:.85rem}
code,.mono{font:.86em/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.banner{display:flex;gap:1rem;align-items:center;margin:1.25rem 0;padding:1rem 1.25rem;border:1px solid;border-left-width:.5rem;border-radius:.5rem}
.banner.blocked{color:var(--fail);background:var(--fail-soft)}.banner.compliant{color:var(--pass);background:var(--pass-soft)}
.banner strong{font-size:1.25rem;line-height:1.3;display:block}.banner p{margin:.1rem 0;color:var(--text)}
.banner svg{flex:none;width:2.25rem;height:2.25rem}
.warning{border:1px solid var(--open);border-left-width:.5rem;border-radius:.5rem;background:var(--open-soft);padding:.75rem 1.25rem;margin:1rem 0}
dl.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(20rem,1fr));gap:.6rem 1.5rem;margin:1rem 0}
dl.facts div{min-width:0}dl.facts dt{color:var(--soft);font-size:.8rem}dl.facts dd{margin:0}
ul.tiles{list-style:none;display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.75rem;margin:1rem 0 .5rem;padding:0}
ul.tiles li{background:var(--paper);border:1px solid var(--line);border-top:.25rem solid var(--tone);border-radius:.5rem;padding:.6rem .9rem}
ul.tiles b{display:block;font-size:1.6rem;line-height:1.2;font-variant-numeric:tabular-nums;color:var(--tone)}ul.tiles span{color:var(--soft);font-size:.85rem}
.tone-fail{--tone:var(--fail);--tone-soft:var(--fail-soft)}.tone-open{--tone:var(--open);--tone-soft:var(--open-soft)}.tone-excepted{--tone:var(--excepted);--tone-soft:var(--excepted-soft)}
.tone-pass{--tone:var(--pass);--tone-soft:var(--pass-soft)}.tone-scope{--tone:var(--scope);--tone-soft:var(--scope-soft)}.tone-none{--tone:var(--none);--tone-soft:var(--none-soft)}
.bar{display:block;width:100%;height:.6rem;border-radius:.3rem;overflow:hidden;margin:.25rem 0 1rem}
.bar-fail{fill:var(--fail-bar)}.bar-advisory{fill:var(--advisory-bar)}.bar-open{fill:var(--open-bar)}.bar-excepted{fill:var(--excepted-bar)}.bar-pass{fill:var(--pass-bar)}
.tools{position:sticky;top:0;z-index:5;background:var(--ground);border-bottom:1px solid var(--line);margin-top:1rem}
.tools>div{max-width:76rem;margin:0 auto;padding:.55rem 1.5rem;display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;align-items:center}
.tools nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.15rem 1rem;margin:0;padding:0}.tools nav a{text-decoration:none;font-size:.9rem}.tools nav a:hover{text-decoration:underline}
.tools search{flex:1 1 100%}.tools form{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;flex:1 1 100%}.tools form[hidden]{display:none}
.tools input,.tools select,.tools button{font:inherit;font-size:.9rem;color:var(--text);background:var(--paper);border:1px solid var(--strong);border-radius:.35rem;padding:.3rem .55rem;max-width:100%}
.tools input{flex:1 1 14rem;min-width:10rem}.tools select{max-width:16rem}.tools button{cursor:pointer}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
section.part{background:var(--paper);border:1px solid var(--line);border-radius:.6rem;margin:1.25rem 0;padding:1.1rem 1.25rem}
section.part>h2+p{margin-top:.25rem}
.wide{overflow-x:auto}.wide:focus-visible{outline-offset:-3px}
table{border-collapse:collapse;width:100%;font-size:.92rem}
table.fixed{table-layout:fixed;min-width:44rem}.fixed th,.fixed td{overflow-wrap:anywhere}.fixed thead th{overflow-wrap:normal}
.w13{width:13%}.w15{width:15%}.w27{width:27%}.w29{width:29%}.w31{width:31%}.w42{width:42%}
td p:first-child{margin-top:0}
th,td{text-align:left;vertical-align:top;padding:.45rem .7rem;border-bottom:1px solid var(--line)}
thead th{overflow-wrap:normal;color:var(--soft);font-size:.8rem;font-weight:600;border-bottom:2px solid var(--strong)}
tbody th{font-weight:600}tbody.of th[scope=rowgroup]{background:var(--raised);color:var(--soft);font-size:.85rem}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td.zero{color:var(--soft)}
.nowrap{white-space:nowrap;overflow-wrap:normal}
.chip{display:inline-block;padding:.05rem .5rem;border-radius:1rem;background:var(--tone-soft);color:var(--tone);font-size:.8rem;font-weight:600;white-space:nowrap;border:1px solid transparent}
details.group{border-top:1px solid var(--line)}details.group:last-of-type{border-bottom:1px solid var(--line)}
details.group>summary{cursor:pointer;padding:.6rem .25rem;display:grid;grid-template-columns:1rem 5.2rem minmax(0,1fr) auto;gap:.25rem .75rem;align-items:baseline;list-style:none}
details.group>summary::-webkit-details-marker{display:none}
summary.plain{cursor:pointer;padding:.4rem 0;font-weight:600}
details.group>summary::before{content:"";width:.45rem;height:.45rem;border-right:2px solid var(--soft);border-bottom:2px solid var(--soft);transform:rotate(-45deg) translateY(-.1rem);justify-self:center}
details.group[open]>summary::before{transform:rotate(45deg) translateY(-.15rem)}
details.group>summary:hover{background:var(--raised)}
details.group>summary b{font-weight:600}.about{display:block;color:var(--soft);font-size:.85rem}
.inside{padding:0 .25rem .75rem 7.95rem;margin:0}
.rows{list-style:none;margin:0;padding:0 .25rem .5rem 7.95rem}
.rows>li{border-left:.2rem solid var(--tone);background:var(--raised);border-radius:0 .35rem .35rem 0;padding:.5rem .8rem;margin:.45rem 0}
.rows>li[hidden],details[hidden]{display:none}
.rows p{margin:.15rem 0}
.names{padding:0 .25rem .75rem 7.95rem;margin:0;list-style:none;columns:18rem;column-gap:1.5rem;font-size:.9rem}
.names li{break-inside:avoid}.rows.flush,.names.flush{padding-left:0}
ol.path{list-style:none;margin:.2rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.15rem .4rem;align-items:baseline}
ol.path li::before{content:none}
.by{color:var(--soft);font-size:.85rem}
.reading b{font-weight:600}
.urn{color:var(--soft);font:.78rem/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
figure{margin:.75rem 0 0}figure img{max-width:100%;height:auto;border-radius:.4rem}figcaption{color:var(--soft);font-size:.85rem}
.trend{display:block;width:100%;max-width:44rem;height:auto}
.trend text{fill:var(--soft);font-size:10px}.trend .axis{stroke:var(--line)}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;list-style:none;padding:0;margin:.3rem 0;font-size:.85rem;color:var(--soft)}
.legend svg{width:.75rem;height:.75rem;margin-right:.35rem}
.exception{border:1px solid var(--line);border-left:.25rem solid var(--tone);border-radius:.4rem;padding:.7rem 1rem;margin:.75rem 0}
.exception h3{margin:0 0 .3rem}.exception .facts{grid-template-columns:repeat(auto-fill,minmax(13rem,1fr))}
pre{white-space:pre-wrap;background:var(--raised);border:1px solid var(--line);border-radius:.4rem;padding:.6rem .8rem;margin:.4rem 0}
footer{padding-bottom:3rem;color:var(--soft);font-size:.85rem}
@media (max-width:46rem){.inside,.rows,.names{padding-left:.25rem}details.group>summary{grid-template-columns:1rem minmax(0,1fr) auto}details.group>summary>.severity{display:none}.tools{position:static}}
@media print{
:root{color-scheme:light;--ground:#fff;--paper:#fff;--raised:#fff;--text:#000;--soft:#444;--line:#bbb;--strong:#888;--accent:#000;--fail:#8f1610;--open:#664200;--excepted:#45308a;--pass:#115230;--none:#444;--scope:#0b4a71;
--fail-soft:#fff;--open-soft:#fff;--excepted-soft:#fff;--pass-soft:#fff;--none-soft:#fff;--scope-soft:#fff}
@page{margin:16mm 14mm}
body{font-size:10pt}.tools,.skip{display:none}
header.top,main,footer{max-width:none;padding:0}
section.part{border:0;padding:0;margin:1.2rem 0}
section.part.new-page{break-before:page}
h2{border-bottom:1.5pt solid #000;padding-bottom:.15rem;margin-bottom:.4rem}
h2,h3,details.group>summary{break-after:avoid}
details::details-content{content-visibility:visible;display:block;height:auto}
.rows>li,.exception,tr,ul.tiles li,.banner{break-inside:avoid}
.rows>li{border:0;border-left:1.5pt solid var(--tone);padding:.2rem .6rem}
.chip{border-color:var(--tone)}
.inside,.rows,.names{padding-left:1.4rem}
thead{display:table-header-group}.wide{overflow:visible}table{font-size:8.5pt}table.fixed{min-width:0}th,td{padding:.25rem .4rem}.n{white-space:normal}.chip{font-size:7.5pt}.names{font-size:8.5pt;columns:3}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}`;
