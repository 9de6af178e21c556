/* WebKitGTK's driver does not print, and a page that a driver steers may not either. As a GTK module in
 * the browser this prints what its window shows, as the menu would: as a PDF on A4 into the file that
 * TOUCHSTONE_PRINT names, whenever that file is there and empty. The declarations stand here so that no
 * headers have to be installed. */
#include <stddef.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef unsigned long GType;
typedef struct { GType type; long data[2]; } GValue;

extern void *g_type_class_ref(GType type);
extern unsigned g_signal_lookup(const char *name, GType type);
extern unsigned long g_signal_add_emission_hook(unsigned signal, unsigned detail, int (*hook)(void *, unsigned, const GValue *, void *), void *data, void *destroy);
extern unsigned long g_signal_connect_data(void *instance, const char *signal, void (*handler)(void), void *data, void *destroy, int flags);
extern void *g_value_get_object(const GValue *value);
extern void g_object_unref(void *object);
extern unsigned g_timeout_add(unsigned milliseconds, int (*function)(void *), void *data);
extern char *g_filename_to_uri(const char *path, const char *host, void *error);
extern void g_free(void *memory);
extern void *gtk_print_settings_new(void);
extern void gtk_print_settings_set(void *settings, const char *key, const char *value);
extern void *gtk_page_setup_new(void);
extern void *gtk_paper_size_new(const char *name);
extern void gtk_page_setup_set_paper_size_and_default_margins(void *setup, void *size);
extern GType webkit_web_view_get_type(void);
extern void *webkit_print_operation_new(void *view);
extern void webkit_print_operation_set_print_settings(void *operation, void *settings);
extern void webkit_print_operation_set_page_setup(void *operation, void *setup);
extern void webkit_print_operation_print(void *operation);

/* The view that loaded something last. */
static void *shown;

static void print_shown(const char *path)
{
    char *place = g_filename_to_uri(path, NULL, NULL);
    void *settings = gtk_print_settings_new();
    gtk_print_settings_set(settings, "printer", "Print to File");
    gtk_print_settings_set(settings, "output-file-format", "pdf");
    gtk_print_settings_set(settings, "output-uri", place);
    g_free(place);
    void *setup = gtk_page_setup_new();
    gtk_page_setup_set_paper_size_and_default_margins(setup, gtk_paper_size_new("iso_a4"));
    void *operation = webkit_print_operation_new(shown);
    webkit_print_operation_set_print_settings(operation, settings);
    webkit_print_operation_set_page_setup(operation, setup);
    g_signal_connect_data(operation, "finished", (void (*)(void)) g_object_unref, NULL, NULL, 0);
    webkit_print_operation_print(operation);
}

static int on_time(void *path)
{
    struct stat file;
    if (shown != NULL && stat(path, &file) == 0 && file.st_size == 0 && unlink(path) == 0) print_shown(path);
    return 1;
}

static int on_load_changed(void *hint, unsigned count, const GValue *values, void *data)
{
    (void) hint;
    (void) count;
    (void) data;
    shown = g_value_get_object(values);
    return 1;
}

void gtk_module_init(int *count, char ***arguments)
{
    (void) count;
    (void) arguments;
    GType type = webkit_web_view_get_type();
    g_type_class_ref(type);
    g_signal_add_emission_hook(g_signal_lookup("load-changed", type), 0, on_load_changed, NULL, NULL);
    g_timeout_add(100, on_time, getenv("TOUCHSTONE_PRINT"));
}
