// Draws a document's app into its page.
import { type FunctionComponent, render } from 'preact';
import { type Steward, StewardContext } from './steward.ts';

export const mount = (Root: FunctionComponent, steward: Steward): void => {
  const root = document.querySelector('#app');
  if (root)
    render(
      <StewardContext.Provider value={steward}>
        <Root />
      </StewardContext.Provider>,
      root,
    );
};
