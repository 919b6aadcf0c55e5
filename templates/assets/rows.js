// Rows of a list that open by a double click, and by a menu on the right click or the menu key.
// The link in each row does the same without this file.
export function offerRows(root) {
  const table = root.querySelector("[data-rows]");
  const element = root.querySelector("[data-row-menu]");
  if (!table || !element) return;
  const menu = new RowMenu(element, root.querySelector("[data-row-said]"));

  table.addEventListener("dblclick", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && !event.target.closest("a")) window.location.assign(linkOf(row).href);
  });
  table.addEventListener("contextmenu", (event) => {
    const row = event.target.closest("[data-row]");
    // With Shift, the browser's own menu stays within reach of a mouse.
    const wantsBrowsersMenu = event.button === 2 && event.shiftKey;
    if (!row || wantsBrowsersMenu) return;
    event.preventDefault();
    menu.openAt(row, event.button === 2 ? pointOf(event) : below(linkOf(row)));
  });
}

const linkOf = (row) => row.querySelector("[data-row-link]");
const pointOf = (event) => ({ x: event.clientX, y: event.clientY });

function below(link) {
  const box = link.getBoundingClientRect();
  return { x: box.left, y: box.bottom };
}

class RowMenu {
  constructor(element, said) {
    this.element = element;
    this.said = said;
    this.items = [...element.querySelectorAll("[role=menuitem]")];
    element.addEventListener("keydown", (event) => this.onKey(event));
    element.addEventListener("contextmenu", (event) => event.preventDefault());
    element.addEventListener("click", (event) => this.onClick(event));
    document.addEventListener("pointerdown", (event) => {
      if (!element.contains(event.target)) this.close();
    });
    for (const moved of ["scroll", "resize", "blur"]) {
      window.addEventListener(moved, () => this.close());
    }
  }

  openAt(row, { x, y }) {
    this.close();
    this.row = row;
    row.dataset.chosen = "";
    for (const item of this.element.querySelectorAll("[data-open], [data-open-new]")) {
      item.href = linkOf(row).href;
    }
    this.element.hidden = false;
    const { offsetWidth, offsetHeight, style } = this.element;
    style.left = `${Math.max(0, Math.min(x, window.innerWidth - offsetWidth - 5))}px`;
    style.top = `${Math.max(0, Math.min(y, window.innerHeight - offsetHeight - 5))}px`;
    this.items[0].focus({ preventScroll: true });
  }

  close({ giveFocusBack = false } = {}) {
    if (this.element.hidden) return;
    this.element.hidden = true;
    delete this.row.dataset.chosen;
    if (giveFocusBack) linkOf(this.row).focus();
  }

  onKey(event) {
    const last = this.items.length - 1;
    const at = this.items.indexOf(document.activeElement);
    const next = {
      ArrowDown: at === last ? 0 : at + 1,
      ArrowUp: at <= 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (next !== undefined) this.items[next].focus();
    else if (event.key === "Escape" || event.key === "Tab") this.close({ giveFocusBack: true });
    else if (event.key === " ") this.items[at].click();
    else return;
    event.preventDefault();
  }

  onClick(event) {
    const copying = event.target.closest("[data-copy]");
    if (copying) {
      copy(linkOf(this.row).textContent);
      this.said.textContent = `${copying.dataset.copy}: ${linkOf(this.row).textContent}`;
    }
    if (event.target.closest("[role=menuitem]")) this.close({ giveFocusBack: true });
  }
}

function copy(text) {
  if (navigator.clipboard) {
    navigator.clipboard.writeText(text).catch(() => copyFromPage(text));
  } else {
    copyFromPage(text);
  }
}

// The clipboard of pages that are not served over HTTPS.
function copyFromPage(text) {
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
