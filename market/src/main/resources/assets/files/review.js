// Pictures, voice and video of a review: each is put in as soon as it is chosen, and ticked.

const part = document.querySelector("[data-uploads]");

async function upload(file) {
  const token = await (await fetch("/api/v1/csrf-token")).json();
  const answer = await fetch("/api/v1/me/uploads", {
    method: "POST",
    headers: {
      Accept: "application/json",
      "Content-Type": file.type || "application/octet-stream",
      "Accept-Language": document.documentElement.lang,
      "Idempotency-Key": crypto.randomUUID(),
      [token.header]: token.token,
    },
    body: file,
  });
  const json = await answer.json();
  if (!answer.ok) {
    throw new Error(json.detail ?? part.dataset.failed);
  }
  return json;
}

function show(added, kind) {
  if (part.querySelector(`[value="${added.hash}"]`)) {
    return;
  }
  const label = document.createElement("label");
  label.className = "check";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.name = "media";
  box.value = added.hash;
  box.checked = true;
  label.append(box);
  if (added.thumbnailUrl) {
    const picture = document.createElement("img");
    picture.src = added.thumbnailUrl;
    picture.alt = "";
    picture.width = 64;
    picture.height = 64;
    label.append(picture);
  }
  label.append(` ${kind}`);
  const item = document.createElement("li");
  item.append(label);
  part.querySelector(".upload-list").append(item);
}

async function put(field) {
  const problem = part.querySelector("[role=alert]");
  const status = part.querySelector("[role=status]");
  problem.hidden = true;
  const submit = field.form.querySelector("[type=submit]");
  submit.disabled = true;
  try {
    for (const file of field.files) {
      status.textContent = part.dataset.busy;
      show(await upload(file), field.dataset.kind);
    }
  } catch (failure) {
    problem.textContent = failure instanceof TypeError ? part.dataset.failed : failure.message;
    problem.hidden = false;
  } finally {
    status.textContent = "";
    submit.disabled = false;
    field.value = "";
  }
}

part.querySelector(".upload-fields").hidden = false;
part.querySelector(".upload-plain").remove();
for (const field of part.querySelectorAll("[type=file]")) {
  field.addEventListener("change", () => put(field));
}
