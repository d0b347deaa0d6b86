// Keeps a reader where they are: at the end, the view follows what grows; anywhere else it stays still.

/** Nearer than this counts as being at the end. */
const nearPx = 48;

/** When scrolling counts as over. */
const restMs = 1200;

const calm = matchMedia('(prefers-reduced-motion: reduce)');

/**
 * Watches a scrolling element and its content.
 * @param {HTMLElement} scroller
 * @param {HTMLElement} content
 * @param {(atEnd: boolean) => void} onChange
 */
export const createScrollKeeper = (scroller, content, onChange) => {
  let following = true;
  let gliding = 0;

  const distance = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  /** @param {boolean} value */
  const follow = (value) => {
    if (following === value) return;
    following = value;
    onChange(value);
  };
  const jump = () => {
    cancelAnimationFrame(gliding);
    gliding = 0;
    scroller.scrollTop = scroller.scrollHeight;
    follow(true);
  };
  const step = () => {
    const left = distance();
    if (left <= 1 || !following) {
      gliding = 0;
      return;
    }
    scroller.scrollTop += Math.max(1, Math.ceil(left * 0.22));
    gliding = requestAnimationFrame(step);
  };
  const glide = () => {
    // Far away, or asked not to move things: be there at once.
    if (calm.matches || document.hidden || distance() > scroller.clientHeight * 1.5) return jump();
    if (!gliding) gliding = requestAnimationFrame(step);
  };
  const letGo = () => {
    cancelAnimationFrame(gliding);
    gliding = 0;
  };

  let restTimer = 0;
  scroller.addEventListener('scroll', () => {
    if (gliding) return;
    follow(distance() < nearPx);
    scroller.classList.toggle('scrolling', !following);
    clearTimeout(restTimer);
    restTimer = setTimeout(() => scroller.classList.remove('scrolling'), restMs);
  });
  for (const gesture of ['wheel', 'touchmove', 'pointerdown', 'keydown']) {
    scroller.addEventListener(gesture, letGo, { passive: true });
  }
  const observer = new ResizeObserver(() => {
    if (following) glide();
  });
  observer.observe(content);
  observer.observe(scroller);

  return {
    /** Whether the reader is at the end. */
    atEnd: () => following,
    jump,
    /** Goes to the end and follows from now on. */
    toEnd: () => {
      follow(true);
      glide();
    },
    stop: () => observer.disconnect(),
  };
};
