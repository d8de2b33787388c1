/** Who is on the other side: tokens in, principals out. The only door to Vert.x auth. */
package io.headway.security;
