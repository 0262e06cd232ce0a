export function StudyView() {
  return <p>Study</p>
}
