// The search of a static export: asks Pagefind's index and shows what it finds like the server's search.

const form = document.querySelector("[data-search]");
const found = document.querySelector("[data-found]");
const list = document.querySelector("[data-findings]");
const more = document.querySelector("[data-more]");
const perPage = Number(form.dataset.perPage);
const FIELDS = ["q", "section", "year", "sort"];

document.querySelector("[data-without]").hidden = true;

let results = [];
let asked = 0;

// The index is loaded when it is first needed: a visit without a search costs nothing.
let loading;
function pagefind() {
  loading ??= import(form.dataset.index).then(async (module) => {
    await module.options({ excerptLength: 34 });
    await module.init();
    return module;
  });
  return loading;
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

// Pagefind's excerpt is HTML; of it only words and marks are taken over
function snippet(html) {
  const shown = element("p", "snippet");
  const read = document.createElement("template");
  read.innerHTML = html;
  for (const node of read.content.childNodes) {
    shown.append(node.nodeName === "MARK" ? element("mark", "", node.textContent) : node.textContent);
  }
  return shown;
}

function finding(story) {
  const item = element("li");
  const head = element("h2");
  const link = element("a", "", story.meta.title);
  link.href = story.url;
  head.append(link);
  const label = element("p", "label");
  const time = element("time", "", day(story.meta.day));
  time.dateTime = story.meta.day;
  label.append(time, " ", element("span", "", story.meta.section), " ");
  label.append(element("span", "", list.dataset.page.replace("#", story.meta.page)));
  item.append(head, snippet(story.excerpt), label);
  return item;
}

function day(text) {
  const form = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeZone: "UTC" });
  return form.format(new Date(`${text}T00:00:00Z`));
}

async function showMore() {
  const mine = asked;
  const next = results.splice(0, perPage);
  const stories = await Promise.all(next.map((result) => result.data()));
  if (mine !== asked) return; // another search has begun
  list.append(...stories.map(finding));
  more.hidden = results.length === 0;
}

async function search() {
  const mine = ++asked;
  const words = form.q.value.trim();
  list.replaceChildren();
  more.hidden = true;
  found.textContent = "";
  if (!words) return;
  const filters = {};
  if (form.section.value) filters.section = form.section.value;
  if (form.year.value) filters.year = form.year.value;
  const sort = form.sort.value === "newest" ? { day: "desc" } : undefined;
  try {
    const answer = await (await pagefind()).search(words, { filters, ...(sort && { sort }) });
    if (mine !== asked) return;
    results = answer.results;
    const count = new Intl.NumberFormat(document.documentElement.lang).format(results.length);
    found.textContent = results.length ? found.dataset.some.replace("#", count) : found.dataset.none;
    await showMore();
  } catch (error) {
    found.textContent = found.dataset.failed;
    console.error(error);
  }
}

function fill() {
  const address = new URLSearchParams(location.search);
  for (const name of FIELDS) {
    const value = address.get(name) ?? (name === "sort" ? "newest" : "");
    form.elements[name].value = value;
    if (form.elements[name].value !== value) form.elements[name].value = ""; // an unknown choice
  }
  search();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const address = new URLSearchParams();
  for (const name of FIELDS) if (form.elements[name].value) address.set(name, form.elements[name].value);
  history.pushState(null, "", `${location.pathname}?${address}`);
  search();
});
more.addEventListener("click", showMore);
addEventListener("popstate", fill);
fill();
