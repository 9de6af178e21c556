/* The display that broadwayd gives knows no resolution: GTK says -1 of it, and WebKit lays a page out
 * in a negative width. Loaded before GTK, this says what GTK itself takes where nothing is known. */
double gdk_screen_get_resolution(void *screen)
{
    (void) screen;
    return 96;
}
