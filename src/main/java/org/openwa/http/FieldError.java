package org.openwa.http;

/** What is wrong with one field of a body or one parameter of a query. */
record FieldError(String field, String message) {}
