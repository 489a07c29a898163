/** Where scripts say what was done and what went wrong; screen readers read it out. */
export function Messages() {
  return (
    <>
      <p id="objection" role="alert"></p>
      <p id="announcement" role="status" class="notice"></p>
    </>
  );
}
