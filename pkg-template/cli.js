#!/usr/bin/env node
// The command line: `touchstone verify|inspect|trust`.

import { main } from './cli/main.js';

process.exitCode = await main(process.argv.slice(2));
