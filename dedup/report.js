"use strict";
(() => {
  const root = document.documentElement.classList;
  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.contains("dark") || !root.contains("light") && matchMedia("(prefers-color-scheme: dark)").matches;
    root.toggle("dark", !dark);
    root.toggle("light", dark);
  });
  // Pictures below the fold are printed too.
  addEventListener("beforeprint", () => document.querySelectorAll("img[loading]").forEach(i => i.removeAttribute("loading")));

  const list = document.getElementById("list");
  if (!list) return;
  const groups = [...list.children], count = document.getElementById("count"), chips = [...document.querySelectorAll(".chip")];
  const show = wanted => {
    let n = 0;
    for (const g of groups) {
      g.hidden = wanted !== "" && !g.dataset.classes.split(" ").includes(wanted);
      if (!g.hidden) n++;
    }
    for (const c of chips) c.setAttribute("aria-pressed", c.dataset.class === wanted);
    count.textContent = n === groups.length ? `${n} groups` : `${n} of ${groups.length} groups`;
  };
  for (const c of chips) c.addEventListener("click", () => show(c.dataset.class));
  document.getElementById("sort").addEventListener("change", e => {
    const by = e.target.value, then = by === "size" ? "doubt" : "size";
    groups.sort((a, b) => b.dataset[by] - a.dataset[by] || b.dataset[then] - a.dataset[then]);
    list.append(...groups);
  });
  show("");
})();
