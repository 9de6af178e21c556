// The door of every command: written so that any Node can read it and say what it needs.
'use strict';

var NEEDED = 20;
var found = parseInt(process.versions.node, 10);

if (found < NEEDED) {
  console.error('Node ' + NEEDED + ' or newer is needed; this is Node ' + process.versions.node + '.');
  process.exit(2);
}

import('./' + process.argv[2] + '.js').then(function (command) {
  return command.main(process.argv.slice(3));
}).catch(function (reason) {
  console.error(reason.name === 'Stop' ? '\n' + reason.message : reason);
  process.exit(1);
});
