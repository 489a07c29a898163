/** Where scripts show results and errors; screen readers announce them. */
export function Messages() {
  return (
    <>
      <p id="objection" role="alert"></p>
      <p id="announcement" role="status" class="notice"></p>
    </>
  );
}
