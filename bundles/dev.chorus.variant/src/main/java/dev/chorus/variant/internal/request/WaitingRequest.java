package dev.chorus.variant.internal.request;

import dev.chorus.variant.internal.picture.PictureType;

/**
 * A request whose picture is still to be decoded.
 *
 * @param request whose turn is awaited
 * @param payload the picture as published; not to be changed
 * @param type of the picture
 * @param requester the Response Topic of the request, which tells requesters apart; empty for all that name none
 */
record WaitingRequest(Request request, byte[] payload, PictureType type, String requester) {}
