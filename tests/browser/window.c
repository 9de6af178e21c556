/* As a GTK module in WebKitGTK's browser this does to each of its windows what a person would. It tells it
 * that it has the focus: nobody looks at the display that broadwayd gives, so none there ever has, and
 * WebKit draws nothing as focused. It takes away the bar of buttons, without which a window can be as
 * narrow as a page has to bear. And it asks for letters of the size that TOUCHSTONE_FONT_SIZE says, if it
 * says any. The declarations stand here so that no headers have to be installed. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned long GType;
typedef struct { GType type; long data[2]; } GValue;
/* What of a GdkEvent says who has the focus. */
typedef struct { int type; void *window; signed char sent; short in; } GdkEventFocus;
typedef struct List { void *data; struct List *next, *previous; } GList;
enum { GDK_FOCUS_CHANGE = 12 };

extern void *g_type_class_ref(GType type);
extern unsigned g_signal_lookup(const char *name, GType type);
extern unsigned long g_signal_add_emission_hook(unsigned signal, unsigned detail, int (*hook)(void *, unsigned, const GValue *, void *), void *data, void *destroy);
extern const char *g_type_name_from_instance(void *instance);
extern void *g_value_get_object(const GValue *value);
extern void *g_object_ref(void *object);
extern void *gdk_event_new(int type);
extern void gdk_event_free(void *event);
extern void *gtk_widget_get_window(void *widget);
extern void gtk_widget_hide(void *widget);
extern void *gtk_bin_get_child(void *bin);
extern GList *gtk_container_get_children(void *container);
extern void g_list_free(GList *list);
extern void gtk_main_do_event(void *event);
extern void *webkit_web_view_get_settings(void *view);
extern void webkit_settings_set_default_font_size(void *settings, unsigned size);
extern void webkit_settings_set_default_monospace_font_size(void *settings, unsigned size);
extern GType gtk_window_get_type(void);

static void give_focus(void *window)
{
    GdkEventFocus *event = gdk_event_new(GDK_FOCUS_CHANGE);
    event->window = g_object_ref(gtk_widget_get_window(window));
    event->sent = 1;
    event->in = 1;
    gtk_main_do_event(event);
    gdk_event_free(event);
}

/* Hides what stands in a box beside the children of one type, and gives the last of these. */
static void *leave(void *box, const char *type)
{
    void *left = NULL;
    if (box == NULL) return NULL;
    GList *children = gtk_container_get_children(box);
    for (GList *each = children; each != NULL; each = each->next) {
        if (strcmp(g_type_name_from_instance(each->data), type) == 0) left = each->data;
        else gtk_widget_hide(each->data);
    }
    g_list_free(children);
    return left;
}

static void enlarge(void *view, unsigned size)
{
    void *settings = webkit_web_view_get_settings(view);
    webkit_settings_set_default_font_size(settings, size);
    webkit_settings_set_default_monospace_font_size(settings, size);
}

static int on_map(void *hint, unsigned count, const GValue *values, void *data)
{
    (void) hint;
    (void) count;
    (void) data;
    void *window = g_value_get_object(values);
    give_focus(window);
    if (strcmp(g_type_name_from_instance(window), "BrowserWindow") == 0) {
        void *tab = leave(leave(gtk_bin_get_child(window), "GtkNotebook"), "BrowserTab");
        void *page = leave(tab, "GtkOverlay");
        const char *size = getenv("TOUCHSTONE_FONT_SIZE");
        if (page != NULL && size != NULL) enlarge(gtk_bin_get_child(page), strtoul(size, NULL, 10));
    }
    return 1;
}

void gtk_module_init(int *count, char ***arguments)
{
    (void) count;
    (void) arguments;
    GType type = gtk_window_get_type();
    g_type_class_ref(type);
    g_signal_add_emission_hook(g_signal_lookup("map-event", type), 0, on_map, NULL, NULL);
}
