/**
 * <dilute-lab study="…" view="balance" lock="controls"></dilute-lab>: the lab in a frame, from where this script was
 * loaded.
 */
{
  const home = new URL('./', document.currentScript.src)
  customElements.define(
    'dilute-lab',
    class extends HTMLElement {
      static observedAttributes = ['study', 'preset', 'view', 'lock']

      connectedCallback() {
        this.frame = document.createElement('iframe')
        this.frame.title = this.getAttribute('title') ?? 'dilute lab'
        this.frame.style.cssText = 'width: 100%; height: 100%; border: 0'
        this.style.display ||= 'block'
        this.style.height ||= '640px'
        this.append(this.frame)
        this.show()
      }

      attributeChangedCallback() {
        if (this.frame) this.show()
      }

      show() {
        const of = (names) =>
          new URLSearchParams(
            names.filter((name) => this.hasAttribute(name)).map((name) => [name, this.getAttribute(name)]),
          )
        const outside = of(['view', 'lock'])
        outside.set('embed', '1')
        this.frame.src = `${home}?${outside}#${of(['study', 'preset'])}`
      }
    },
  )
}
