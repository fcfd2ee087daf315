/* Shows a digest's counts when the push service wakes the browser, and opens its page when it is tapped. */
"use strict";
self.addEventListener("push", (event) => {
  const said = event.data ? event.data.json() : {};
  event.waitUntil(
    self.registration.showNotification(said.title || "Nhắc việc", {
      body: said.body || "", lang: "vi", tag: "nhac-viec", data: { url: said.url || "/nhac-viec/" },
    }),
  );
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const to = new URL(event.notification.data.url, self.location.origin);
  event.waitUntil(self.clients.openWindow(self.location.origin + to.pathname));
});
