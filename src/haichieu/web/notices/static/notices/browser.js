/* Asks this browser to show digests, then posts the address that it gave. */
(() => {
  "use strict";
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

  async function active(registration) {
    const worker = registration.installing || registration.waiting || registration.active;
    if (registration.active || !worker) return registration;
    await new Promise((done) => worker.addEventListener("statechange", () => worker.state === "activated" && done()));
    return registration;
  }

  async function subscribe(form) {
    if (!("serviceWorker" in navigator) || !("PushManager" in window)) return "absent";
    if ((await Notification.requestPermission()) !== "granted") return "refused";
    const registration = await active(await navigator.serviceWorker.register(form.dataset.worker));
    const made = await registration.pushManager.subscribe({
      userVisibleOnly: true, applicationServerKey: bytes(form.dataset.pushKey),
    });
    const { endpoint, keys } = made.toJSON();
    form.elements.endpoint.value = endpoint;
    form.elements.p256dh.value = keys.p256dh;
    form.elements.auth.value = keys.auth;
    form.submit();
    return "";
  }

  document.querySelectorAll("form[data-push-key]").forEach((form) =>
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      form.querySelectorAll("[data-push-fault]").forEach((line) => { line.hidden = true; });
      const fault = await subscribe(form).catch(() => "absent");
      if (fault) form.querySelector(`[data-push-fault=${fault}]`).hidden = false;
    }),
  );
})();
