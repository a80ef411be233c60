#!/usr/bin/env node
require("./bin/phiguard.js");
