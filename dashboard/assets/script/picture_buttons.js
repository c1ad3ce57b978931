// PNG and SVG of the chart above this line, made by the Plotly that drew it (the global that Streamlit's own
// Plotly leaves); boxes over its marks; and the address of the view.
export default function (component) {
  const { data, parentElement } = component;
  const plot = () => {
    const holder = document.querySelector(`.st-key-${CSS.escape(data.chart)}`);
    return holder ? holder.querySelector(".js-plotly-plot") : null;
  };
  const save = (format) => {
    const drawn = plot();
    if (!drawn) return;
    window.Plotly.downloadImage(drawn, {
      format,
      filename: data.file,
      scale: format === "png" ? 2 : 1,
      width: drawn.clientWidth,
      height: drawn.clientHeight,
    });
  };
  const copy = async (button) => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      button.textContent = "copied";
    } catch {
      window.prompt("The address of this view:", window.location.href);
    }
    setTimeout(() => (button.textContent = "link"), 1600);
  };
  const area = (button) => {
    const drawn = plot();
    if (!drawn) return;
    const on = drawn.layout.dragmode !== "select";
    window.Plotly.relayout(drawn, { dragmode: on ? "select" : "pan" });
    button.setAttribute("aria-pressed", String(on));
  };
  const known = {
    png: ["PNG", "Save this picture as PNG", () => save("png")],
    svg: ["SVG", "Save this picture as SVG", () => save("svg")],
    marks: ["select area", "Draw a box over the marks to list what they count", area],
    days: ["select days", "Draw a box over the days to see them alone", area],
    link: ["link", "Copy the address of this view", copy],
  };
  const line = parentElement.querySelector(".px-line");
  line.replaceChildren(
    ...data.buttons.map((name) => {
      const [text, about, act] = known[name];
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.title = about;
      button.dataset.do = name;
      button.onclick = () => act(button);
      return button;
    }),
  );
}
