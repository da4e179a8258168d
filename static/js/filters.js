// A filter that was left empty stays out of the address, so that one selection has one short address.
for (const form of document.querySelectorAll("form.filters")) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) {
      if (value !== "") continue;
      const chosen = formData.getAll(name).filter((other) => other !== "");
      formData.delete(name);
      for (const other of chosen) formData.append(name, other);
    }
  });
}
