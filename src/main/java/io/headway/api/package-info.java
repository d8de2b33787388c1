/** REST from the OpenAPI contract, and the live page's files. Sees the store only through the interfaces declared here. */
package io.headway.api;
