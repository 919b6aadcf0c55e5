// What makes working pages nicer. Every page works without this file.
import { Button, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink, createAll } from "govuk-frontend";
import { offerDialogs } from "./dialogs.js";
import { offerPrinting } from "./print.js";
import { offerRows } from "./rows.js";
import { watchSession } from "./session.js";
import { offerShrinking } from "./shrink.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const component of [Button, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink]) {
  createAll(component);
}
offerDialogs(document);
offerPrinting(document);
offerRows(document);
offerShrinking(document);
watchSession(document);
