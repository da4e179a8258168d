// What was typed into a form outlives a lost connection, an ended session and a page of refusal: it waits in this tab.
const { person, lost, back, drop } = document.getElementById("content").dataset;
const PLACE = "typed";
// `sets` by form: whose they are and what stood in the fields; `sent`: the form that was sent last, until it is answered.
function remembered() {
  try {
    return { sent: null, sets: {}, ...JSON.parse(sessionStorage.getItem(PLACE)) };
  } catch {
    return { sent: null, sets: {} };
  }
}

function remember(memory) {
  try {
    if (memory.sent || Object.keys(memory.sets).length) sessionStorage.setItem(PLACE, JSON.stringify(memory));
    else sessionStorage.removeItem(PLACE);
  } catch {
    // The browser stores nothing: what is typed lives as long as the page.
  }
}

/** A form is known by where it is sent and by what its hidden fields tell, save those that differ from page to page. */
function known(form) {
  const told = [...form.querySelectorAll("input[type=hidden]")].filter(({ name }) => !/^(csrf_token|seen.*)$/.test(name));
  const { pathname } = new URL(form.getAttribute("action") || location.href, location.href);
  return [pathname, ...told.map(({ name, value }) => `${name}=${value}`)].join(" ");
}

const isBox = (field) => field.type === "checkbox" || field.type === "radio";
const called = (field) => (isBox(field) ? `${field.name}=${field.value}` : field.name);
const choices = (field) => [...field.options].map((option) => option.selected && option.value);

/** The fields that a person fills in. A password is never among them. */
function fillable(form) {
  const closed = /^(hidden|password|file|submit|button|reset|image|fieldset|output)$/;
  return [...form.elements].filter((field) => field.name && !field.disabled && !field.readOnly && !closed.test(field.type));
}

function held(field) {
  if (isBox(field)) return field.checked;
  return field.type === "select-multiple" ? choices(field) : field.value;
}

function fill(field, value) {
  if (isBox(field)) field.checked = value;
  else if (field.type !== "select-multiple") field.value = value;
  else for (const option of field.options) option.selected = value.includes(option.value);
}

function isTouched(field) {
  if (isBox(field)) return field.checked !== field.defaultChecked;
  if (!field.options) return field.value !== field.defaultValue;
  return [...field.options].some((option) => option.selected !== option.defaultSelected);
}

const isRefused = () => Boolean(document.querySelector("main .errors"));
const hasPassword = (form) => Boolean(form.querySelector("input[type=password]"));

// What nobody touched could undo what others saved meanwhile; after a refusal all is typed. Who signs in leaves nothing.
function typed(form) {
  if (!person && hasPassword(form)) return {};
  const fields = fillable(form).filter((field) => isRefused() || isTouched(field));
  return Object.fromEntries(fields.map((field) => [called(field), held(field)]));
}

// Its words come last, so that they are read out.
function say(form, role, kind, words) {
  form.querySelector(":scope > [data-kept]")?.remove();
  const paragraph = Object.assign(document.createElement("p"), { role, className: `note ${kind}` });
  paragraph.dataset.kept = "";
  form.prepend(paragraph);
  paragraph.textContent = words;
  return paragraph;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("form[method=post]")) return;
  const [memory, name, values] = [remembered(), known(form), typed(form)];
  if (Object.keys(values).length) memory.sets[name] = { person, values };
  if (!navigator.onLine && (hasPassword(form) || fillable(form).length)) {
    event.preventDefault();
    say(form, "alert", "err", lost);
  } else {
    // Who signs out leaves nothing behind.
    if (form.closest(".corner")) memory.sets = {};
    memory.sent = name;
  }
  remember(memory);
});

// A redirect to a page of the same person says that all went well; a refusal shows what was typed by itself.
const memory = remembered();
const isDone = performance.getEntriesByType("navigation")[0]?.redirectCount > 0 || isRefused();
for (const [name, set] of Object.entries(memory.sets)) {
  const isAnswered = name === memory.sent && isDone && set.person === person;
  if (isAnswered || (person && set.person !== person)) delete memory.sets[name];
}
memory.sent = null;
remember(memory);

for (const form of document.querySelectorAll("main form[method=post]")) {
  const set = memory.sets[known(form)];
  if (set?.person !== person) continue;
  const before = fillable(form).map((field) => [field, set.values[called(field)], held(field)]);
  const other = before.filter(([, value, now]) => value !== undefined && String(value) !== String(now));
  if (!other.length) continue;
  for (const [field, value] of other) fill(field, value);
  form.closest("details")?.setAttribute("open", "");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn sm", textContent: drop });
  say(form, "status", "here", `${back} `).append(button);
  button.addEventListener("click", () => {
    for (const [field, , now] of other) fill(field, now);
    const rest = remembered();
    delete rest.sets[known(form)];
    remember(rest);
    form.querySelector(":scope > [data-kept]").remove();
    fillable(form)[0].focus();
  });
}
