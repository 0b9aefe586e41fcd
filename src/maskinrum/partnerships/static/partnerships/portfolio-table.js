// The portfolio table: add, remove, paste and move with the keyboard. Without this file the same form works by buttons.
(() => {
  "use strict";

  const table = (form) => form.querySelector("[data-portfolio-rows]");
  const rows = (form) => [...table(form).querySelectorAll("[data-portfolio-row]")];
  const cells = (row) => [...row.querySelectorAll("[data-column]")];

  const announce = (form, text) => {
    const place = form.querySelector("[data-portfolio-status]");
    if (place) place.textContent = text;
  };

  const words = (form, key, count) => (form.dataset[key] || "").replace("{n}", count);

  const number = (row, index) => {
    row.querySelectorAll("[name], [id], [for], [aria-describedby], [value^='remove-']").forEach((node) => {
      for (const attribute of ["name", "id", "for", "aria-describedby"]) {
        const value = node.getAttribute(attribute);
        if (value) node.setAttribute(attribute, value.replace(/rows-\d+-/g, `rows-${index}-`));
      }
      if (node.value && /^remove-/.test(node.value)) node.value = `remove-${index}`;
    });
    row.querySelectorAll("[data-row-number]").forEach((node) => { node.textContent = index + 1; });
  };

  const renumber = (form) => {
    rows(form).forEach(number);
  };

  // A new row is the last one emptied, so that it is always built as the server builds rows.
  const empty = (row) => {
    row.querySelectorAll("input[type='hidden'], [data-row-errors]").forEach((node) => node.remove());
    row.querySelectorAll(".is-refused").forEach((node) => node.classList.remove("is-refused"));
    cells(row).forEach((cell) => {
      cell.value = cell.dataset.blank || "";
      cell.removeAttribute("aria-invalid");
      cell.removeAttribute("aria-describedby");
    });
    return row;
  };

  const blank = (form) => {
    const all = rows(form);
    const row = empty(all.at(-1).cloneNode(true));
    table(form).append(row);
    number(row, all.length);
    return row;
  };

  const most = (form) => Number(table(form).dataset.most);

  const add = (form) => {
    if (rows(form).length >= most(form)) return announce(form, words(form, "full", most(form)));
    const row = blank(form);
    cells(row)[0].focus();
    announce(form, words(form, "added", rows(form).length));
  };

  const remove = (form, row) => {
    const all = rows(form);
    const next = all[all.indexOf(row) + 1] || all[all.indexOf(row) - 1];
    if (next) row.remove();
    else empty(row);
    renumber(form);
    cells(next || row)[0].focus();
    announce(form, words(form, "removed", next ? rows(form).length : 0));
  };

  const normal = (text) => text.trim().toLowerCase().replace(/\s+/g, " ");

  // People write »Skema A« for »Skema A (tilsagn …)«: part of a choice will do where it means only one of them.
  const choice = (cell, value) => {
    const options = [...cell.options].map(({ value: slug, text }) => ({ slug, text: normal(text) }));
    const exact = options.find(({ slug, text }) => slug === value || text === value);
    const within = options.filter(({ text }) => text.includes(value));
    return exact || (within.length === 1 ? within[0] : undefined);
  };

  const put = (cell, text) => {
    const value = text.trim();
    if (cell.tagName === "SELECT") {
      if (value === "") return true;
      const found = choice(cell, normal(value));
      if (!found) return false;
      cell.value = found.slug;
    } else {
      cell.value = value;
    }
    return true;
  };

  // Cells are taken as Excel gives them: tabs between columns, a new line for each row, quotes around line breaks.
  const grid = (text) => {
    const out = [[""]];
    let quoted = false;
    for (let i = 0; i < text.length; i += 1) {
      const c = text[i];
      const line = out[out.length - 1];
      if (quoted) {
        if (c === '"' && text[i + 1] === '"') { line[line.length - 1] += '"'; i += 1; }
        else if (c === '"') quoted = false;
        else line[line.length - 1] += c;
      } else if (c === '"' && line[line.length - 1] === "") quoted = true;
      else if (c === "\t") line.push("");
      else if (c === "\n") out.push([""]);
      else if (c !== "\r") line[line.length - 1] += c;
    }
    return out.filter((line) => line.some((value) => value.trim() !== ""));
  };

  const isHeading = (form, line) => {
    const known = new Set(table(form).dataset.headings.split("|"));
    const filled = line.map((value) => normal(value.replace(/\(.*?\)/g, ""))).filter((value) => value !== "");
    const found = filled.filter((value) => known.has(value)).length;
    return found > 1 && found * 2 > filled.length;
  };

  // Columns with headings may stand in any order and unit, which the server knows how to read.
  const readWithHeadings = (form, text) => {
    form.querySelector("[name='pasted']").value = text;
    form.requestSubmit(form.querySelector("button[name='act'][value='paste']"));
  };

  const paste = (form, cell, text) => {
    const lines = grid(text);
    if (isHeading(form, lines[0])) return readWithHeadings(form, text);
    const column = cells(cell.closest("[data-portfolio-row]")).indexOf(cell);
    const all = rows(form);
    let at = all.indexOf(cell.closest("[data-portfolio-row]"));
    if (at + lines.length > most(form)) return announce(form, words(form, "full", most(form)));
    let refused = 0;
    lines.forEach((line) => {
      const row = all[at] || blank(form);
      line.forEach((value, i) => {
        const target = cells(row)[column + i];
        if (target && !put(target, value)) {
          target.closest("td").classList.add("is-refused");
          refused += 1;
        }
      });
      at += 1;
    });
    announce(form, words(form, "pasted", lines.length) + (refused ? ` ${words(form, "refused", refused)}` : ""));
  };

  const move = (form, cell, down) => {
    const all = rows(form);
    const row = cell.closest("[data-portfolio-row]");
    const column = cells(row).indexOf(cell);
    const target = all[all.indexOf(row) + down];
    if (target) cells(target)[column].focus();
    else if (down > 0) add(form);
  };

  // A table that stands on the page only is gone with it, so the browser asks before it leaves for another page.
  const typed = (form) => new URLSearchParams(
    [...new FormData(form)].filter(([name, value]) => name.startsWith("rows-") && typeof value === "string")
  ).toString();
  const first = new Map([...document.querySelectorAll("form[data-portfolio]")].map((form) => [form, typed(form)]));
  const isUnsaved = (form) => form.isConnected && ("unsaved" in form.dataset || typed(form) !== first.get(form));
  let isLeavingByButton = false;

  document.addEventListener("submit", (event) => {
    isLeavingByButton = !event.defaultPrevented && event.target.matches("form[data-portfolio]");
  });
  // A button may also have fetched a file, and then the page is still there.
  document.addEventListener("input", () => { isLeavingByButton = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!isLeavingByButton && [...first.keys()].some(isUnsaved)) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[name='act']");
    const form = button && button.closest("form[data-portfolio]");
    if (!form) return;
    if (button.value === "add") {
      event.preventDefault();
      add(form);
    } else if (/^remove-/.test(button.value)) {
      event.preventDefault();
      remove(form, button.closest("[data-portfolio-row]"));
    }
  });

  document.addEventListener("paste", (event) => {
    const cell = event.target.closest && event.target.closest("[data-column]");
    const form = cell && cell.closest("form[data-portfolio]");
    const text = event.clipboardData && event.clipboardData.getData("text/plain");
    if (!form || !text || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    paste(form, cell, text);
  });

  document.addEventListener("keydown", (event) => {
    const cell = event.target.closest && event.target.closest("[data-column]");
    const form = cell && cell.closest("form[data-portfolio]");
    if (!form) return;
    const steps = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 };
    if (!(event.key in steps)) return;
    if (cell.tagName === "SELECT" && event.key !== "Enter") return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    move(form, cell, steps[event.key]);
  });
})();
