// Makes a large photo smaller before it is sent: phones make larger ones than the server takes.
// Whatever goes wrong here, the file is sent as it was chosen, and the server judges it.
const KINDS = new Set(["image/jpeg", "image/png", "image/webp"]);
const SMALL_BYTES = 1024 * 1024;
// What the server takes.
const MOST_BYTES = 4 * 1024 * 1024;
// The server cuts to 3 by 4 around the middle, so that a panorama needs its full height.
const SHORTER_SIDE = 1200;
const PATIENCE_MS = 20_000;

export function offerShrinking(root) {
  const canShrink = window.createImageBitmap && window.DataTransfer && HTMLFormElement.prototype.requestSubmit;
  for (const status of canShrink ? root.querySelectorAll("[data-shrink-status]") : []) {
    status.hidden = false;
    watch(status.closest("form"), status);
  }
}

function watch(form, status) {
  let work = null;
  let isWaiting = false;

  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-shrink]")) follow(shrink(event.target, status));
  });
  form.addEventListener("submit", async (event) => {
    if (!work) return;
    event.preventDefault();
    if (isWaiting) return;
    isWaiting = true;
    await Promise.race([work, pause(PATIENCE_MS)]);
    work = null;
    isWaiting = false;
    form.requestSubmit(event.submitter);
  });

  async function follow(started) {
    const all = Promise.all([work, started]);
    work = all;
    await all;
    if (work === all) work = null;
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function shrink(input, status) {
  const [file] = input.files;
  let outcome = file?.size > MOST_BYTES ? "tooLarge" : "offer";
  if (file?.size > SMALL_BYTES && KINDS.has(file.type)) {
    status.textContent = status.dataset.busy;
    try {
      const smaller = await smallerOf(file);
      // Meanwhile another one may have been chosen.
      if (input.files[0] !== file) return;
      if (smaller.size < file.size) {
        put(smaller, input);
        outcome = "done";
      }
    } catch {
      // The browser cannot read it.
    }
  }
  status.textContent = status.dataset[outcome];
}

async function smallerOf(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, SHORTER_SIDE / Math.min(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const paper = canvas.getContext("2d");
  // What is transparent would become black.
  paper.fillStyle = "white";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.imageSmoothingQuality = "high";
  paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const jpeg = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
  if (!jpeg) throw new Error("too large for a canvas");
  return new File([jpeg], `${file.name.replace(/\.[^.]*$/, "")}.jpg`, { type: jpeg.type });
}

function put(file, input) {
  const chosen = new DataTransfer();
  chosen.items.add(file);
  input.files = chosen.files;
}
