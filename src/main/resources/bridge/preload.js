(channel) => {
  // Preload scripts run in every frame and on every page, an error page included.
  if (window !== window.top || location.hostname !== 'web.whatsapp.com') return;

  window.WPPConfig = {
    // By default wa-js tells Google Analytics about logins and the version in use ...
    disableGoogleAnalytics: true,
    // ... and sends every link in a text to three servers of strangers for a preview.
    linkPreviewApiServers: [],
    syncAllStatus: false,
  };
  /* wa.js */;
  // Between WhatsApp Web and OpenWA, on top of wa-js (WPP): tells, by `send`, what happens in the page, and does what
  // OpenWA asks, by `window.openwa`. The files share one scope.
  const send = (report) => channel(JSON.stringify(report));
  /* bridge */
}
