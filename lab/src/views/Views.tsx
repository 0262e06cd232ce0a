export function Views() {
  return <section id="views" class="card views"><h2>Views</h2></section>
}
