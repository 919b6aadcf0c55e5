// Warns before the session ends, and keeps what was typed for who signs in again.
// The server says when it ends: another tab may have used it since this page was opened.
const WARN_SECONDS = 120;
const KEPT = "vssid-typed";
const NEVER_KEPT = new Set(["password", "hidden", "file", "submit", "button"]);

export function watchSession(root) {
  const ends = root.querySelector("[data-session=ends]");
  if (!ends) return;
  const over = root.querySelector("[data-session=over]");
  const { url, owner } = ends.dataset;
  let token = "";
  let endsAt = 0;
  let timer = 0;

  restore(root, owner);

  function wait(secondsLeft) {
    endsAt = Date.now() + secondsLeft * 1000;
    const isWarned = secondsLeft <= WARN_SECONDS;
    clearTimeout(timer);
    timer = setTimeout(look, (isWarned ? secondsLeft : secondsLeft - WARN_SECONDS) * 1000);
  }

  async function look() {
    show(await ask());
  }

  async function ask(body) {
    const headers = { Accept: "application/json", "Content-Type": "application/json" };
    const options = body ? { method: "POST", body: JSON.stringify(body) } : {};
    try {
      const answer = await fetch(url, { headers, ...options });
      if (answer.status === 401) return { seconds_left: 0 };
      if (answer.ok) return await answer.json();
    } catch {
      // Without a network the page's own clock has to do.
    }
    return { seconds_left: Math.max(0, Math.round((endsAt - Date.now()) / 1000)) };
  }

  function show(state) {
    token = state.form?.csrf_token ?? token;
    if (state.seconds_left <= 0) return finish();
    wait(state.seconds_left);
    if (state.seconds_left > WARN_SECONDS) return ends.close();
    const time = { hour: "2-digit", minute: "2-digit" };
    ends.querySelector("[data-session-time]").textContent = new Date(endsAt).toLocaleTimeString(document.documentElement.lang, time);
    ends.querySelector("[data-session-stay]").hidden = !state.can_be_prolonged;
    if (!ends.open) ends.showModal();
  }

  function finish() {
    clearTimeout(timer);
    keep(root, owner);
    ends.close();
    if (!over.open) over.showModal();
  }

  ends.querySelector("[data-session-stay]").addEventListener("click", async () => show(await ask({ csrf_token: token })));
  // A machine that slept does not run timers.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && !over.open) look();
  });
  wait(Number(ends.dataset.seconds));
}

function fields(root) {
  const all = root.querySelectorAll("main form :is(input, select, textarea)[name]");
  return [...all].filter((field) => !NEVER_KEPT.has(field.type) && field.autocomplete !== "one-time-code");
}

function keep(root, owner) {
  const values = fields(root).map((field) => [field.name, field.value, Boolean(field.checked)]);
  sessionStorage.setItem(KEPT, JSON.stringify({ owner, path: location.pathname, values }));
}

// What one person typed is not shown to the next one.
function restore(root, owner) {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  if (!kept || (kept.owner === owner && kept.path !== location.pathname)) return;
  sessionStorage.removeItem(KEPT);
  if (kept.owner !== owner) return;
  for (const field of fields(root)) {
    const isChoice = field.type === "radio" || field.type === "checkbox";
    for (const [name, value, checked] of kept.values) {
      if (name !== field.name) continue;
      if (!isChoice) field.value = value;
      else if (value === field.value) field.checked = checked;
    }
  }
}
