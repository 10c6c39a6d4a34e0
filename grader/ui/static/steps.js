// Shows which step of the lesson is being read, in the list of steps. A step may come back
// several times in a lesson: each of its sections lights the same line of the list.

export function followSteps() {
  const links = [...document.querySelectorAll(".etapes a[data-etape]")];
  const sections = [...document.querySelectorAll("section[data-etape]")];
  const seen = new Set();
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) seen.add(entry.target);
      else seen.delete(entry.target);
    }
    // The first section, in reading order, that stands in the upper part of the window.
    const current = sections.find((section) => seen.has(section));
    if (!current) return;
    for (const link of links) {
      if (link.dataset.etape === current.dataset.etape) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
  }, { rootMargin: "-10% 0px -55% 0px" });
  sections.forEach((section) => observer.observe(section));
}
