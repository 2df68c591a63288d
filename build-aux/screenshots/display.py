# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The composited session of the screenshots: this is the window manager and the compositor of a virtual X display.
GTK draws the shadow and the round corners of its windows itself, with an alpha channel; what a compositor does with
them on a screen is done here in the pictures."""

import ctypes
import subprocess
import time

import gi

gi.require_version('Gdk', '4.0')
from gi.repository import Gdk, GdkPixbuf, GLib

x11 = ctypes.CDLL('libX11.so.6')
xcomposite = ctypes.CDLL('libXcomposite.so.1')

Window = ctypes.c_ulong


class XImage(ctypes.Structure):
    _fields_ = [('width', ctypes.c_int), ('height', ctypes.c_int), ('xoffset', ctypes.c_int),
                ('format', ctypes.c_int), ('data', ctypes.POINTER(ctypes.c_char)),
                ('byte_order', ctypes.c_int), ('bitmap_unit', ctypes.c_int),
                ('bitmap_bit_order', ctypes.c_int), ('bitmap_pad', ctypes.c_int),
                ('depth', ctypes.c_int), ('bytes_per_line', ctypes.c_int)]


class XWindowAttributes(ctypes.Structure):
    _fields_ = [('x', ctypes.c_int), ('y', ctypes.c_int), ('width', ctypes.c_int), ('height', ctypes.c_int),
                ('border_width', ctypes.c_int), ('depth', ctypes.c_int), ('visual', ctypes.c_void_p),
                ('root', Window), ('window_class', ctypes.c_int), ('bit_gravity', ctypes.c_int),
                ('win_gravity', ctypes.c_int), ('backing_store', ctypes.c_int),
                ('backing_planes', ctypes.c_ulong), ('backing_pixel', ctypes.c_ulong),
                ('save_under', ctypes.c_int), ('colormap', ctypes.c_ulong),
                ('map_installed', ctypes.c_int), ('map_state', ctypes.c_int),
                ('all_event_masks', ctypes.c_long), ('your_event_mask', ctypes.c_long),
                ('do_not_propagate_mask', ctypes.c_long), ('override_redirect', ctypes.c_int),
                ('screen', ctypes.c_void_p)]


x11.XOpenDisplay.restype = ctypes.c_void_p
x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
x11.XDefaultRootWindow.restype = Window
x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
x11.XInternAtom.restype = ctypes.c_ulong
x11.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
x11.XCreateSimpleWindow.restype = Window
x11.XCreateSimpleWindow.argtypes = [ctypes.c_void_p, Window] + [ctypes.c_int] * 2 + [ctypes.c_uint] * 3 + [
    ctypes.c_ulong] * 2
x11.XSetSelectionOwner.argtypes = [ctypes.c_void_p, ctypes.c_ulong, Window, ctypes.c_ulong]
x11.XQueryTree.argtypes = [ctypes.c_void_p, Window, ctypes.POINTER(Window), ctypes.POINTER(Window),
                           ctypes.POINTER(ctypes.POINTER(Window)), ctypes.POINTER(ctypes.c_uint)]
x11.XGetWindowAttributes.argtypes = [ctypes.c_void_p, Window, ctypes.POINTER(XWindowAttributes)]
x11.XGetWindowProperty.argtypes = [ctypes.c_void_p, Window, ctypes.c_ulong, ctypes.c_long, ctypes.c_long,
                                   ctypes.c_int, ctypes.c_ulong, ctypes.POINTER(ctypes.c_ulong),
                                   ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_ulong),
                                   ctypes.POINTER(ctypes.c_ulong), ctypes.POINTER(ctypes.c_void_p)]
x11.XGetImage.restype = ctypes.POINTER(XImage)
x11.XGetImage.argtypes = [ctypes.c_void_p, Window, ctypes.c_int, ctypes.c_int, ctypes.c_uint, ctypes.c_uint,
                          ctypes.c_ulong, ctypes.c_int]
x11.XMoveResizeWindow.argtypes = [ctypes.c_void_p, Window, ctypes.c_int, ctypes.c_int, ctypes.c_uint,
                                  ctypes.c_uint]
x11.XChangeProperty.argtypes = [ctypes.c_void_p, Window, ctypes.c_ulong, ctypes.c_ulong, ctypes.c_int, ctypes.c_int,
                                ctypes.c_void_p, ctypes.c_int]
xcomposite.XCompositeRedirectSubwindows.argtypes = [ctypes.c_void_p, Window, ctypes.c_int]
x11.XDestroyImage.argtypes = [ctypes.POINTER(XImage)]
x11.XFree.argtypes = [ctypes.c_void_p]
x11.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]

IS_VIEWABLE = 2
ATOM = 4
RESOURCE_MANAGER = 23
STRING = 31
WINDOW = 33
REDIRECT_MANUAL = 1
Z_PIXMAP = 2
MARGIN = 60

# So many looks that the mark of the focus and the bar of a list, which go away by themselves, are gone.
LONG = 40


def ignore_errors(display, event):
    """A popover may go between being listed and being read."""
    return 0


ErrorHandler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
handler = ErrorHandler(ignore_errors)
x11.XSetErrorHandler(handler)


class Display:
    def __init__(self):
        self.ping = lambda: None
        self.display = x11.XOpenDisplay(None)
        self.root = x11.XDefaultRootWindow(self.display)
        self.manage()
        self.leave()

    def manage(self):
        """Becomes the compositor, for which windows are drawn with their alpha, each apart from those above it, and
        the window manager, which knows that the shadow of a window is no part of its size."""
        owner = x11.XCreateSimpleWindow(self.display, self.root, -1, -1, 1, 1, 0, 0, 0)
        x11.XSetSelectionOwner(self.display, self.atom('_NET_WM_CM_S0'), owner, 0)
        xcomposite.XCompositeRedirectSubwindows(self.display, self.root, REDIRECT_MANUAL)
        for window in (self.root, owner):
            self.set_property(window, '_NET_SUPPORTING_WM_CHECK', WINDOW, owner)
        self.set_property(self.root, '_NET_SUPPORTED', ATOM, self.atom('_GTK_FRAME_EXTENTS'))
        x11.XSync(self.display, False)

    def atom(self, name):
        return x11.XInternAtom(self.display, name.encode(), False)

    def set_property(self, window, name, kind, value):
        x11.XChangeProperty(self.display, window, self.atom(name), kind, 32, 0, ctypes.byref(ctypes.c_ulong(value)), 1)

    def leave(self):
        """Takes the pointer away: above a list it selects."""
        subprocess.run(['xdotool', 'mousemove', '0', '0'], check=True)
        self.settle()

    def set_dpi(self, dpi):
        """How large text is, for programs that start from now on."""
        text = f'Xft.dpi:\t{dpi}\n'.encode()
        x11.XChangeProperty(self.display, self.root, RESOURCE_MANAGER, STRING, 8, 0, text, len(text))
        x11.XSync(self.display, False)

    def windows(self):
        """What is shown, the lowest first: (window, attributes)."""
        root, parent, n = Window(), Window(), ctypes.c_uint()
        children = ctypes.POINTER(Window)()
        x11.XQueryTree(self.display, self.root, root, parent, children, n)
        shown = []
        for i in range(n.value):
            attributes = XWindowAttributes()
            if (x11.XGetWindowAttributes(self.display, children[i], attributes)
                    and attributes.map_state == IS_VIEWABLE and attributes.width > 1):
                shown.append((children[i], attributes))
        if children:
            x11.XFree(children)
        return shown

    def main(self):
        for window, attributes in self.windows():
            if not attributes.override_redirect:
                return window, attributes
        return None, None

    def shadow(self, window):
        """How wide the shadow is at the left, right, top and bottom."""
        kind, form, n, rest, data = (ctypes.c_ulong(), ctypes.c_int(), ctypes.c_ulong(), ctypes.c_ulong(),
                                     ctypes.c_void_p())
        x11.XGetWindowProperty(self.display, window, self.atom('_GTK_FRAME_EXTENTS'), 0, 4, False, 0, kind, form, n,
                               rest, data)
        if n.value != 4:
            return 0, 0, 0, 0
        values = tuple(ctypes.cast(data, ctypes.POINTER(ctypes.c_ulong))[:4])
        x11.XFree(data)
        return values

    def origin(self):
        """Where the content of the main window begins in it."""
        left, _, top, _ = self.shadow(self.main()[0])
        return left, top

    def resize(self, width, height):
        """Gives the main window this size, its shadow not counted, and the focus."""
        window, _ = self.main()
        left, right, top, bottom = self.shadow(window)
        x11.XMoveResizeWindow(self.display, window, MARGIN - left, MARGIN - top, width + left + right,
                              height + top + bottom)
        x11.XSync(self.display, False)
        subprocess.run(['xdotool', 'windowfocus', str(window)], check=False, capture_output=True)

    def key(self, *keys):
        subprocess.run(['xdotool', 'key', '--delay', '30', *keys], check=True)

    def type(self, text):
        subprocess.run(['xdotool', 'type', '--delay', '20', text], check=True)

    def read(self, window, attributes):
        image = x11.XGetImage(self.display, window, 0, 0, attributes.width, attributes.height,
                              ctypes.c_ulong(-1).value, Z_PIXMAP)
        if not image:
            return None
        stride = image.contents.bytes_per_line
        pixels = ctypes.string_at(image.contents.data, stride * attributes.height)
        x11.XDestroyImage(image)
        return stride, pixels

    def layers(self):
        layers = []
        for window, attributes in self.windows():
            content = self.read(window, attributes)
            if content is not None:
                layers.append((attributes.x, attributes.y, attributes.width, attributes.height,
                               attributes.depth, *content))
        return layers

    def settle(self, looks=2, timeout=20):
        """The layers, once so many looks in a row are the same: then nothing moves anymore. Before each
        look the application has answered: it is not still busy with what came before."""
        before, same = None, 0
        end = time.monotonic() + timeout
        while same < looks and time.monotonic() < end:
            time.sleep(0.12)
            self.ping()
            now = self.layers()
            same = same + 1 if now == before else 0
            before = now
        return before

    def save(self, path, size, background=0, room=0):
        """The main window and what is above it; `room`: so much room for its shadow."""
        width, height = size[0] + 2 * room, size[1] + 2 * room
        picture = GdkPixbuf.Pixbuf.new(GdkPixbuf.Colorspace.RGB, True, 8, width, height)
        picture.fill(background)
        for x, y, *layer in self.settle(LONG if room else 3):
            self.put(picture, x - MARGIN + room, y - MARGIN + room, *layer)
        picture.savev(path, 'png', ['compression'], ['2'])
        if room:
            subprocess.run(['convert', path, '-strip', '-define', 'png:compression-level=9', '-define',
                            'png:compression-filter=1', '-define', 'png:compression-strategy=0', path], check=True)

    def put(self, picture, x, y, width, height, depth, stride, pixels):
        texture = Gdk.MemoryTexture.new(width, height, Gdk.MemoryFormat.B8G8R8A8_PREMULTIPLIED
                                        if depth == 32 else Gdk.MemoryFormat.B8G8R8X8,
                                        GLib.Bytes.new(pixels), stride)
        downloader = Gdk.TextureDownloader.new(texture)
        downloader.set_format(Gdk.MemoryFormat.R8G8B8A8)
        straight, stride = downloader.download_bytes()
        layer = GdkPixbuf.Pixbuf.new_from_bytes(straight, GdkPixbuf.Colorspace.RGB, True, 8, width, height,
                                                stride)
        left, top = max(x, 0), max(y, 0)
        right, bottom = min(x + width, picture.get_width()), min(y + height, picture.get_height())
        if right > left and bottom > top:
            layer.composite(picture, left, top, right - left, bottom - top, x, y, 1, 1,
                            GdkPixbuf.InterpType.NEAREST, 255)
