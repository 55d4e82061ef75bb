// Visible texts whose contrast with what lies behind them is below 4.5 to 1 (WCAG 2.2, 1.4.3). Disabled controls are exempt.
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (color) => {
    const [r, g, b] = color.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let behind = element; behind !== null; behind = behind.parentElement) {
      const color = rgba(getComputedStyle(behind).backgroundColor);
      if (color[3] === 255) {
        return color;
      }
    }
    return [255, 255, 255, 255];
  };
  const contrast = (element) => {
    const [one, other] = [rgba(getComputedStyle(element).color), ground(element)].map(luminance).sort((a, b) => b - a);
    return (one + 0.05) / (other + 0.05);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = [];
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (texts.currentNode.textContent.trim() !== "" && element.checkVisibility() && !element.closest(":disabled, script") && contrast(element) < 4.5) {
      faint.push(`${contrast(element).toFixed(2)} ${texts.currentNode.textContent.trim()}`);
    }
  }
  return faint;
}
