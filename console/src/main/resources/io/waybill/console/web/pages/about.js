// About: what the numbers mean and whose data they use.

import {html} from 'lit';
import {overview} from '../api.js';
import {head, Page, panel} from '../parts/page.js';

class About extends Page {
  title() {
    return 'About the data';
  }

  load(signal) {
    return overview(signal);
  }

  show({version}) {
    return html`${head('About the data', {lead: `Waybill ${version}`})}
      ${panel('What the words mean', html`<dl class="facts">
        <dt>Destination</dt><dd>A site someone can register (public suffix list), or a /24 or /48 network where no name is known.</dd>
        <dt>Devices</dt><dd>In tables of models: devices of the inventory, or where there is none the most that were active in one window. In tables of destinations: devices with connection events there.</dd>
        <dt>Exclusivity</dt><dd>Of all devices that contacted a destination, the share that belong to the model.</dd>
        <dt>Country, network</dt><dd>Looked up by address in an IP database when the event was counted. Weak evidence: addresses move, and content networks answer from everywhere.</dd>
        <dt>Retracted</dt><dd>An alert that later events have made untrue. It is hidden unless asked for, and never deleted.</dd></dl>`)}
      ${panel('Whose data this is', html`<dl class="facts">
        <dt>Countries by address</dt><dd>The database the pipeline was started with; its name and date stand in the case’s report. The one that comes with Waybill is derived from data of the Number Resource Organization, RouteViews and IP Geolocation by DB-IP, each CC BY 4.0.</dd>
        <dt>World map</dt><dd>Natural Earth, public domain.</dd><dt>Typeface</dt><dd>Inter, SIL Open Font License 1.1.</dd>
        <dt>Charts and pages</dt><dd>Apache ECharts (Apache-2.0), Lit (BSD-3-Clause), served from this machine: the pages load nothing from elsewhere.</dd></dl>`)}`;
  }
}

customElements.define('wb-about', About);
