/** After the first load the page is there without a network. */
export function workOffline(): void {
  if (location.protocol === 'file:' || !('serviceWorker' in navigator) || import.meta.env.DEV) return
  navigator.serviceWorker.register('./sw.js').catch(() => undefined)
}
