import {
  type DivIcon,
  divIcon,
  latLngBounds,
  type Map as LeafletMap,
  map as makeMap,
  marker,
  tileLayer,
} from 'leaflet';
import 'leaflet/dist/leaflet.css';
import './club-map.css';
import type { MapWords, PinView } from './map-view';

type Drawn = {
  pins: readonly PinView[];
  tiles: string;
  words: MapWords;
};

/** How near a map of one club is. */
const ZOOM_OF_ONE = 15;
/** In front of the pins beside it. */
const ABOVE = 10_000;

/**
 * Draws a map into an element. Its pins are links, which the keyboard reaches in their order, and which the map follows.
 * Returns what removes it.
 */
export function drawMap(element: HTMLElement, { pins, tiles, words }: Drawn): () => void {
  const drawn = makeMap(element, { zoomControl: false, scrollWheelZoom: false });
  drawn.attributionControl.setPrefix(false);
  tileLayer(tiles, { attribution: words.attribution, maxZoom: 19 }).addTo(drawn);
  addZoom(drawn, words);
  for (const pin of pins) addPin(drawn, pin);
  const places = latLngBounds(pins.map(({ latitude, longitude }) => [latitude, longitude]));
  drawn.fitBounds(places, { maxZoom: ZOOM_OF_ONE, padding: [48, 48], animate: false });
  return () => drawn.remove();
}

function addPin(drawn: LeafletMap, pin: PinView): void {
  const at: [number, number] = [pin.latitude, pin.longitude];
  const link = linkOf(pin);
  const place = marker(at, { icon: iconOf(link), interactive: false, keyboard: false }).addTo(drawn);
  for (const kind of ['focus', 'pointerenter'])
    link.addEventListener(kind, () => place.setZIndexOffset(ABOVE));
  for (const kind of ['blur', 'pointerleave']) link.addEventListener(kind, () => place.setZIndexOffset(0));
  link.addEventListener('focus', () => drawn.panInside(at, { padding: [48, 48] }));
}

const iconOf = (html: HTMLElement): DivIcon => divIcon({ html, className: 'map-place', iconSize: [0, 0] });

function linkOf({ href, label, about }: PinView): HTMLElement {
  const link = document.createElement('a');
  link.href = href;
  link.className = 'map-pin figures';
  link.textContent = label;
  if (about !== '') {
    const said = document.createElement('span');
    said.className = 'sr-only';
    said.textContent = ` ${about}`;
    link.append(said);
    link.title = about;
  }
  return link;
}

/** Leaflet's own buttons have no words of ours and are smaller than a finger. */
function addZoom(drawn: LeafletMap, { zoomIn, zoomOut }: MapWords): void {
  const bar = document.createElement('div');
  bar.className = 'map-zoom';
  const button = (sign: string, label: string, press: () => void) => {
    const one = document.createElement('button');
    one.type = 'button';
    one.textContent = sign;
    one.ariaLabel = label;
    one.title = label;
    one.addEventListener('click', press);
    return one;
  };
  bar.append(
    button('+', zoomIn, () => drawn.zoomIn()),
    button('−', zoomOut, () => drawn.zoomOut()),
  );
  for (const kind of ['click', 'dblclick', 'mousedown', 'pointerdown'])
    bar.addEventListener(kind, (event) => event.stopPropagation());
  drawn.getContainer().append(bar);
}
