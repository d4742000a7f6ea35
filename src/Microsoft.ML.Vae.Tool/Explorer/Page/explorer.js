import { LatentMap, colorOf } from "./map.js";

const shownAtOnce = 24, mostConditions = 64, sliderRange = 4, pathSteps = 40, neighbours = 8, pathMilliseconds = 1600, restMilliseconds = 120;
const find = id => document.getElementById(id);
const picture = find("picture"), status = find("status");
const latest = {}, rowPixels = new Map();
let model, latent, condition = null, map, resting, playing = 0;

async function ask(path, body) {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(path, body && { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok)
    throw new Error((await response.json()).error);
  return response;
}

const askJson = async (path, body) => (await ask(path, body)).json();

function tell(text) {
  status.textContent = text;
}

// Runs one request of a kind at a time; of those that come meanwhile, only the last one is run.
async function newest(kind, run) {
  const state = latest[kind] ??= {};
  state.next = run;
  if (state.running)
    return state.running;
  state.running = (async () => {
    try {
      while (state.next) {
        const now = state.next;
        state.next = null;
        await now();
      }
    } catch (error) {
      tell(error instanceof TypeError ? "The explorer has ended: start vae explore again." : error.message);
    } finally {
      state.running = null;
    }
  })();
  return state.running;
}

function paint(canvas, pixels, width, height) {
  [canvas.width, canvas.height] = [width, height];
  canvas.getContext("2d").putImageData(new ImageData(new Uint8ClampedArray(pixels), width, height), 0, 0);
}

function showNumbers(values) {
  const table = document.createElement("table");
  values.forEach((value, i) => {
    const row = table.insertRow(), name = document.createElement("th");
    name.scope = "row";
    name.textContent = model.slots[i];
    row.append(name);
    row.insertCell().textContent = Number(value.toPrecision(4));
  });
  find("numbers").replaceChildren(table);
}

async function decode() {
  const start = performance.now();
  const response = await ask("api/decode", condition ? { latent, condition } : { latent });
  if (model.width)
    paint(picture, await response.arrayBuffer(), model.width, model.height);
  else
    showNumbers((await response.json()).values);
  picture.dataset.milliseconds = (performance.now() - start).toFixed(1);
  document.body.dataset.decoded = Number(document.body.dataset.decoded ?? 0) + 1;
}

// The picture of a row, which is asked for once.
async function pixelsOf(row) {
  if (!rowPixels.has(row))
    rowPixels.set(row, await (await ask(`api/picture?index=${row}`)).arrayBuffer());
  return rowPixels.get(row);
}

async function showNearest() {
  if (!model.rows)
    return;
  const near = await askJson(`api/nearest?count=${neighbours}`, { latent });
  const items = await Promise.all(near.map(async row => {
    const item = document.createElement("li"), button = document.createElement("button");
    button.type = "button";
    if (model.pictures) {
      const canvas = document.createElement("canvas");
      canvas.setAttribute("aria-hidden", "true");
      paint(canvas, await pixelsOf(row.index), model.width, model.height);
      button.append(canvas);
    }
    for (const text of [row.label === null ? row.name : `${row.name} (${row.label})`, `distance ${row.distance.toFixed(2)}`]) {
      const line = document.createElement("span");
      line.textContent = text;
      button.append(line);
    }
    button.addEventListener("click", () => goToRow(row.index));
    item.append(button);
    return item;
  }));
  find("nearest").replaceChildren(...items);
}

// Shows the latent everywhere, and the rows near it once it rests.
function show() {
  for (const input of find("sliders").querySelectorAll("input"))
    setSlider(input);
  map?.moveTo(latent[Number(find("across").value)], latent[Number(find("up").value)]);
  clearTimeout(resting);
  resting = setTimeout(() => newest("nearest", showNearest), restMilliseconds);
  return newest("decode", decode);
}

function setSlider(input) {
  const value = latent[Number(input.dataset.dimension)];
  const range = Math.max(sliderRange, Math.ceil(Math.abs(value)));
  if (range > Number(input.max))
    [input.min, input.max] = [-range, range];
  input.value = value;
  input.nextElementSibling.value = value.toFixed(2);
}

// A select for a key, or a field for each number; a model without a condition has neither.
function addCondition() {
  if (!model.condition)
    return;
  const { name, count, values } = model.condition, fields = find("condition");
  fields.hidden = false;
  fields.querySelector("legend").textContent = `Condition: ${name}`;
  condition = new Array(count).fill(values ? 1 : 0);
  for (let i = 0; i < Math.min(count, mostConditions); i++) {
    const label = document.createElement("label"), field = document.createElement(values ? "select" : "input");
    if (values)
      field.append(...values.map((value, key) => new Option(value, key + 1)));
    else
      [field.type, field.step] = ["number", "any"];
    field.value = condition[i];
    field.addEventListener("input", () => {
      stop();
      condition[i] = Number(field.value);
      show();
    });
    label.append(values ? "decode as " : `${i + 1} `, field);
    fields.append(label);
  }
}

function setCondition(values) {
  condition = values;
  find("condition").querySelectorAll("select, input").forEach((field, i) => { field.value = values[i]; });
}

function addSliders() {
  const sliders = find("sliders"), from = sliders.children.length;
  for (const dimension of model.order.slice(from, from + shownAtOnce)) {
    const line = document.createElement("div"), label = document.createElement("label");
    const input = document.createElement("input"), output = document.createElement("output");
    line.className = "slider";
    input.id = `z${dimension + 1}`;
    [input.type, input.min, input.max, input.step] = ["range", -sliderRange, sliderRange, 0.01];
    input.dataset.dimension = dimension;
    label.htmlFor = input.id;
    label.textContent = input.id;
    output.htmlFor = input.id;
    line.append(label, input, output);
    if (model.divergences) {
      const note = document.createElement("small");
      note.textContent = `KL ${model.divergences[dimension].toFixed(2)} nats`;
      line.append(note);
    }
    input.addEventListener("input", () => {
      stop();
      latent[dimension] = Number(input.value);
      show();
    });
    sliders.append(line);
    setSlider(input);
  }
  const left = model.order.length - sliders.children.length, more = find("more");
  more.hidden = left <= 0;
  more.textContent = `Show ${Math.min(left, shownAtOnce)} more of ${left}`;
}

const stop = () => { playing++; };

function goTo(values, text) {
  stop();
  latent = [...values];
  show();
  tell(text);
}

async function goToRow(index) {
  await newest("row", async () => {
    const row = await askJson(`api/row?index=${index}`);
    if (row.condition)
      setCondition(row.condition);
    goTo(row.latent, `row ${row.name}${row.label === null ? "" : `, class ${row.label}`}`);
  });
}

// A dot means its row's whole latent; any other point, the current latent with two dimensions changed.
async function latentAt(point) {
  if (point.row !== null)
    return (await askJson(`api/row?index=${point.row}`)).latent;
  const values = [...latent];
  values[Number(find("across").value)] = point.x;
  values[Number(find("up").value)] = point.y;
  return values;
}

async function pick(point) {
  if (point.row !== null)
    return goToRow(point.row);
  goTo(await latentAt(point), `moved to ${point.x.toFixed(2)}, ${point.y.toFixed(2)}`);
}

async function play(fromPoint, toPoint) {
  stop();
  const mine = playing;
  const [from, to] = [await latentAt(fromPoint), await latentAt(toPoint)];
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const steps = still ? 1 : pathSteps;
  document.body.dataset.playing = "true";
  for (let i = still ? 1 : 0; i <= steps && mine === playing; i++) {
    const begun = performance.now();
    latent = from.map((value, d) => value + (to[d] - value) * i / steps);
    tell(`on the way: ${Math.round(100 * i / steps)} %`);
    await show();
    await new Promise(resolve => setTimeout(resolve, Math.max(0, pathMilliseconds / pathSteps - (performance.now() - begun))));
  }
  if (mine === playing)
    tell("at the end of the way");
  delete document.body.dataset.playing;
}

async function loadMap() {
  await newest("scatter", async () => map.show(await askJson(`api/scatter?x=${find("across").value}&y=${find("up").value}`)));
  show();
}

async function startMap() {
  if (!model.rows)
    return;
  find("map-section").hidden = false;
  for (const [id, chosen] of [["across", model.order[0]], ["up", model.order[1] ?? model.order[0]]]) {
    const select = find(id);
    select.append(...model.order.map(dimension => new Option(`z${dimension + 1}`, dimension)));
    select.value = chosen;
    select.addEventListener("change", loadMap);
  }
  find("legend").append(...model.classes.slice(0, 20).map((name, i) => {
    const item = document.createElement("li"), swatch = document.createElement("canvas");
    [swatch.width, swatch.height] = [8, 8];
    const pen = swatch.getContext("2d");
    pen.fillStyle = colorOf(i);
    pen.fillRect(0, 0, 8, 8);
    item.append(swatch, name === "" ? "(none)" : name);
    return item;
  }));
  map = new LatentMap(find("map"), { pick, path: play });
  await loadMap();
}

function save() {
  const zoom = Math.max(1, Math.ceil(512 / Math.max(model.width, model.height)));
  const large = document.createElement("canvas");
  [large.width, large.height] = [model.width * zoom, model.height * zoom];
  const pen = large.getContext("2d");
  pen.imageSmoothingEnabled = false;
  pen.drawImage(picture, 0, 0, large.width, large.height);
  large.toBlob(blob => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = "decoded.png";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    tell("saved decoded.png");
  });
}

async function start() {
  model = await askJson("api/model");
  document.title = `${model.name} – vae explore`;
  find("name").textContent = model.name;
  find("summary").textContent = model.summary;
  find("order").textContent = model.divergences
    ? "What a dimension tells of a row, on average, is its KL divergence; the largest come first."
    : "The model does not say how much each dimension tells, so they are in their own order.";
  latent = new Array(model.dimensions).fill(0);
  picture.hidden = find("save").hidden = !model.width;
  find("numbers").hidden = Boolean(model.width);
  find("more").addEventListener("click", addSliders);
  find("reset").addEventListener("click", () => goTo(new Array(model.dimensions).fill(0), "all dimensions at 0, the middle of the prior"));
  find("save").addEventListener("click", save);
  find("sample").addEventListener("click", () => newest("sample", async () => {
    const sample = await askJson(`api/sample?seed=${Math.floor(Math.random() * 2 ** 31) % 2147483647}`);
    goTo(sample.latent, "a sample from the prior");
  }));
  addCondition();
  addSliders();
  await startMap();
  await show();
  document.body.dataset.ready = "true";
}

start().catch(error => tell(error.message));
