// The documentation of this version, served by the console itself.

import {html} from 'lit';
import {unsafeHTML} from 'lit-html/directives/unsafe-html.js';
import {docsPage} from '../api.js';
import {link} from '../state.js';
import {Page} from '../parts/page.js';

class Docs extends Page {
  title(page) {
    return page.title;
  }

  load(signal) {
    return docsPage(this.params.get('page'), signal);
  }

  // Made by the console from files of its own jar, with any HTML in them shown as text.
  show(page) {
    return html`${page.id === 'README' ? '' : html`<p class="soft"><a href=${link('/docs')}>Documentation</a> / ${page.title}</p>`}
      <article class="panel prose">${unsafeHTML(page.html)}</article>`;
  }
}

customElements.define('wb-docs', Docs);
