"use strict";
(() => {
  const root = document.documentElement;
  const store = JSON.parse(document.getElementById("images").textContent);

  // The theme: that of the system, until the reader chooses.
  const toggle = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  try { chosen = localStorage.getItem("winnow-theme"); } catch { /* a file may have no storage */ }
  const show = () => {
    const dark = chosen ? chosen === "dark" : system.matches;
    root.classList.toggle("dark", dark);
    toggle.textContent = dark ? "Light" : "Dark";
    toggle.setAttribute("aria-label", "Switch to the " + toggle.textContent.toLowerCase() + " theme");
  };
  toggle.addEventListener("click", () => {
    chosen = root.classList.contains("dark") ? "light" : "dark";
    try { localStorage.setItem("winnow-theme", chosen); } catch { /* as above */ }
    show();
  });
  system.addEventListener("change", show);
  show();
  // Paper is white.
  let before = false;
  addEventListener("beforeprint", () => { before = root.classList.contains("dark"); root.classList.remove("dark"); document.querySelectorAll("img[data-n]").forEach(load); });
  addEventListener("afterprint", () => root.classList.toggle("dark", before));

  // Pictures are kept once, and put in place when they are about to be seen.
  const load = img => { if (!img.src) img.src = "data:image/jpeg;base64," + store.pictures[img.dataset.n].jpeg; };
  const seen = new IntersectionObserver(entries => entries.forEach(e => {
    if (e.isIntersecting) { load(e.target); seen.unobserve(e.target); }
  }), { rootMargin: "600px" });
  document.querySelectorAll("img[data-n]").forEach(img => {
    if (img.getBoundingClientRect().top < innerHeight + 600) load(img);
    else seen.observe(img);
  });

  // A bar or a cell opens the pictures behind it.
  const dialog = document.getElementById("behind");
  const figure = n => {
    const p = store.pictures[n];
    const f = document.createElement("figure");
    f.className = p.state === "kept" ? "kept" : "not";
    if (p.jpeg) {
      const img = document.createElement("img");
      img.dataset.n = n; img.alt = p.path; img.title = p.path;
      load(img); f.append(img);
    } else {
      const s = document.createElement("span");
      s.className = "gone mono"; s.textContent = p.path; f.append(s);
    }
    const c = document.createElement("figcaption");
    const name = document.createElement("span");
    name.className = "mono"; name.textContent = p.path.split("/").pop(); name.title = p.path;
    c.append(name, p.state); f.append(c);
    return f;
  };
  document.querySelectorAll("[data-key]").forEach(b => b.addEventListener("click", () => {
    const list = store.behind[b.dataset.key] || [];
    document.getElementById("behind-title").textContent = b.dataset.key.replace("/", ": ").replaceAll("×", " and ");
    const box = document.getElementById("behind-pictures");
    box.replaceChildren(...list.map(figure));
    if (!list.length) box.textContent = "No image has this value.";
    dialog.showModal();
  }));
  document.getElementById("close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", e => { if (e.target === dialog) dialog.close(); });

  document.querySelectorAll(".copy").forEach(b => b.addEventListener("click", async () => {
    const code = b.previousElementSibling;
    try { await navigator.clipboard.writeText(code.textContent); b.textContent = "Copied"; }
    catch { getSelection().selectAllChildren(code); b.textContent = "Selected"; }
  }));
})();
