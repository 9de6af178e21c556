import 'touchstone-verify/element';

import { tell } from './ask.js';

tell('element', async (artifact, { bundle, root }) => {
  const box = document.createElement('touchstone-verify');
  box.repository = 'touchstone-sample/hello';
  for (const [slot, text] of [['evidence', bundle], ['trusted-root', root]]) {
    const holder = document.createElement('template');
    holder.slot = slot ?? '';
    holder.content.append(text ?? '');
    box.append(holder);
  }
  document.body.append(box);
  const answered = new Promise((done, fail) => {
    box.addEventListener('touchstone-verdict', ({ detail }) => done(detail));
    box.addEventListener('touchstone-error', ({ detail }) => fail(Object.assign(new Error(JSON.stringify(detail.facts)), { code: detail.code })));
  });
  const transfer = new DataTransfer();
  transfer.items.add(new File([artifact], 'hello.sh'));
  box.shadowRoot?.querySelector('[part=drop]')?.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  return /** @type {Promise<import('touchstone-verify').Report>} */ (answered);
});
