package dev.chorus.variant.internal.request;

import dev.chorus.variant.internal.picture.PictureType;

/**
 * A request whose picture is not decoded yet.
 *
 * @param request without its picture
 * @param payload the picture as published; not modified
 * @param type of the picture
 * @param requester the Response Topic of the request, which distinguishes requesters; empty for all without one
 */
record WaitingRequest(Request request, byte[] payload, PictureType type, String requester) {}
