// Visible controls that a screen reader could not name.
() =>
  [...document.querySelectorAll("input, select, textarea, button, a, summary, iframe, [tabindex='0']")]
    .filter((control) => control.checkVisibility())
    .filter((control) => {
      const labels = [...(control.labels ?? [])].map((label) => label.textContent);
      const labelled = document.getElementById(control.getAttribute("aria-labelledby") ?? "")?.textContent;
      const own = control.matches("button, a, summary, pre") ? control.textContent : "";
      return [...labels, labelled, control.getAttribute("aria-label"), control.title, own].every((name) => !name?.trim());
    })
    .map((control) => control.outerHTML)
