// "Configuration > Tree Shaking" of Sentry's documentation: a client with nothing but what is used, in place of init and its
// default integrations. feedbackSyncIntegration is what that documentation calls feedbackIntegration for npm: the lazy one
// fetches its form from Sentry's own network, which npm does not have.
import { BrowserClient, defaultStackParser, feedbackSyncIntegration, getCurrentScope, makeFetchTransport } from "@sentry/browser";

const client = new BrowserClient({
  dsn: `http://public@${location.host}/1`,
  transport: makeFetchTransport,
  stackParser: defaultStackParser,
  sendClientReports: false,
  integrations: [
    // "User Feedback > Configuration": no screenshot, and only what is asked of everybody here.
    feedbackSyncIntegration({ enableScreenshot: false, showBranding: false, showName: false, showEmail: false }),
  ],
});
getCurrentScope().setClient(client);
client.init();
