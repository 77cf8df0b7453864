'use server';

import { refresh } from 'next/cache';
import { deskPath } from '@/components/admin/desk-pages';
import {
  addPhotoForm,
  changePhotoForm,
  deletePhotoForm,
  orderPhotosForm,
} from '@/components/admin/photos/photo-forms';
import { addPhoto } from '@/lib/clubs/photos/add-photo';
import { changePhoto } from '@/lib/clubs/photos/change-photo';
import { deletePhoto } from '@/lib/clubs/photos/delete-photo';
import { orderPhotos } from '@/lib/clubs/photos/order-photos';
import { type ActionResult, action } from '@/lib/web/action';
import { goTo } from '../go-to';

type Previous = ActionResult<unknown> | null;

const submitNew = action(addPhotoForm, (ctx, { club, photo }) => addPhoto(ctx, club, photo), 'staffWrite');
const submitChange = action(
  changePhotoForm,
  (ctx, { club, change }) => changePhoto(ctx, club, change),
  'staffWrite',
);
const submitOrder = action(
  orderPhotosForm,
  (ctx, { club, ...order }) => orderPhotos(ctx, club, order),
  'staffWrite',
);
const submitRemoval = action(
  deletePhotoForm,
  (ctx, { club, photoId }) => deletePhoto(ctx, club, photoId),
  'staffWrite',
);

/** Adds a photo and shows the page with it. */
export async function add(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  const result = await submitNew(null, form);
  return result.ok ? goTo(`${pathOf(form)}?done=added`) : result;
}

/** Changes what is said of a photo, and shows it anew also when somebody else has changed it. */
export async function change(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return shownAnew(await submitChange(null, form));
}

/** Puts the photos in another order, and shows them anew also when another was added meanwhile. */
export async function order(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return shownAnew(await submitOrder(null, form));
}

/** Takes a photo away and shows the page without it. */
export async function remove(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  const result = await submitRemoval(null, form);
  return result.ok ? goTo(`${pathOf(form)}?done=removed`) : result;
}

const pathOf = (form: FormData) => deskPath(encodeURIComponent(String(form.get('club'))), 'photos');

function shownAnew(result: ActionResult<unknown>): ActionResult<unknown> {
  refresh();
  return result;
}
