#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Panelist Contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-metadata.py: what a software center shows of Panelist keeps to its rules.

Each rule comes with a change that breaks it. A rule that doesn't notice its own change is an error, too.
"""

import datetime
import glob
import json
import os
import re
import sys
import xml.etree.ElementTree as ElementTree

import gi

gi.require_version('GdkPixbuf', '2.0')
from gi.repository import GdkPixbuf  # noqa: E402

ID = 'io.github.panelist.Panelist'
FINISH_ARGS = ['--share=network', '--share=ipc', '--socket=wayland', '--socket=fallback-x11', '--device=dri']
TOOLKIT_WORDS = r'\b(gtk|gnome|libadwaita|adwaita|kde|qt)\b'
TOOLKIT_CATEGORIES = {'GTK', 'GNOME', 'Qt', 'KDE'}
EMPTY_RELEASE_WORDS = r'bug ?fixes and performance improvements|various (bug ?)?fixes|minor (bug ?)?fixes'


class Project:
    """The files as text, by short names; a broken copy has one of them changed."""

    def __init__(self):
        self.texts = {
            'metainfo': read('data/panelist.metainfo.xml.in'),
            'desktop': read('data/panelist.desktop.in'),
            'icon': read(f'data/icons/{ID}.svg'),
            'symbolic': read(f'data/icons/{ID}-symbolic.svg'),
            'manifest': read(f'flatpak/{ID}.json'),
            'devel': read(f'flatpak/{ID}.Devel.json'),
            'meson': read('meson.build'),
            'linguas': read('po/LINGUAS'),
            'readme': read('README.md'),
        }
        self.pictures = {os.path.basename(path): Picture(GdkPixbuf.Pixbuf.new_from_file(path))
                         for path in glob.glob('docs/screenshots/*.png')}
        self.icons = [os.path.basename(path) for path in glob.glob('data/icons/*')]
        self.translations = {os.path.basename(path)[:-3]: read(path) for path in glob.glob('po/*.po')}

    def changed(self, name, old, new):
        copy = object.__new__(Project)
        copy.__dict__ = {key: value.copy() for key, value in self.__dict__.items()}
        if name in copy.pictures:
            copy.pictures[name] = Picture(new(copy.pictures[name].pixbuf))
            return copy
        table = copy.translations if name in copy.translations else copy.texts
        text = re.sub(old, new, table[name], count=1, flags=re.DOTALL)
        assert text != table[name], f'The change of “{old}” in {name} changes nothing'
        table[name] = text
        return copy

    @property
    def component(self):
        return ElementTree.fromstring(self.texts['metainfo'].replace('@application_id@', ID))

    @property
    def desktop(self):
        """The desktop file: {group: {key: value}}."""
        groups, group = {}, {}
        for line in self.texts['desktop'].replace('@application_id@', ID).splitlines():
            if line.startswith('['):
                group = groups.setdefault(line.strip('[]'), {})
            elif '=' in line and not line.startswith('#'):
                key, value = line.split('=', 1)
                group[key] = value
        return groups

    @property
    def entry(self):
        return self.desktop['Desktop Entry']

    def manifest(self, name='manifest'):
        return json.loads(self.texts[name])


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


class Picture:
    """A picture of a window: where in it is the window, and what surrounds it."""

    def __init__(self, pixbuf):
        self.pixbuf = pixbuf
        self.width, self.height = pixbuf.get_width(), pixbuf.get_height()
        self.stride, self.channels = pixbuf.get_rowstride(), pixbuf.get_n_channels()
        self.pixels = pixbuf.get_pixels()
        across = [x for x in range(self.width) if self.alpha(x, self.height // 2) == 255]
        down = [y for y in range(self.height) if self.alpha(self.width // 2, y) == 255]
        self.left, self.right = (across[0], across[-1]) if across else (0, -1)
        self.top, self.bottom = (down[0], down[-1]) if down else (0, -1)

    def at(self, x, y):
        start = y * self.stride + x * self.channels
        return self.pixels[start:start + self.channels]

    def alpha(self, x, y):
        return self.at(x, y)[3] if self.channels == 4 else 255

    @property
    def window(self):
        return self.right - self.left + 1, self.bottom - self.top + 1

    @property
    def is_dark(self):
        """By the middle of the header bar, beside the title."""
        return max(self.at((self.left + self.right) // 2, self.top + 6)[:3]) < 128


rules = []


def rule(name, old, new):
    """A check and the change that it must notice: what is replaced in which file, and by what; or which picture is
    made into what."""
    def add(check):
        rules.append((check, name, old, new))
        return check
    return add


def plain(element):
    return ' '.join(''.join(element.itertext()).split())


# The name, the summary, the description

@rule('metainfo', r'(<name[^>]*>)Panelist', r'\1Panelist Client')
def the_name_is_panelist(project):
    if project.component.findtext('name') != 'Panelist' or project.entry['Name'] != 'Panelist':
        yield 'the name is not “Panelist”'


@rule('metainfo', r'<summary>[^<]*', '<summary>Order and track the services of many panels')
def the_summary_is_short(project):
    if len(project.component.findtext('summary')) > 35:
        yield 'the summary has more than 35 characters'


@rule('metainfo', r'<summary>[^<]*', '<summary>Order panel services.')
def the_summary_is_no_sentence(project):
    summary = project.component.findtext('summary')
    if summary.endswith('.') or not summary[0].isupper():
        yield 'the summary starts with a capital letter and ends without full stop'


@rule('metainfo', r'<summary>[^<]*', '<summary>A client for panels')
def the_summary_is_imperative(project):
    if re.match(r'(A|An|The|Panelist)\b|\w+s\b|\w+ing\b', project.component.findtext('summary')):
        yield 'the summary does not tell what to do'


@rule('metainfo', r'<summary>[^<]*', '<summary>Order services with GTK')
def the_summary_names_no_toolkit(project):
    if re.search(TOOLKIT_WORDS, project.component.findtext('summary'), re.IGNORECASE):
        yield 'the summary names a toolkit'


@rule('metainfo', r'<p>\s*Panelist works with', '<p>Order and track panel services. Panelist works with')
def the_description_does_not_repeat(project):
    if project.component.findtext('summary').lower() in plain(project.component.find('description')).lower():
        yield 'the description repeats the summary'


@rule('metainfo', r'(<description>).*?(</description>)', r'\1<p>Short.</p>\2')
def the_description_has_some_lines(project):
    paragraphs = sum(len(plain(p)) for p in project.component.findall('description/p'))
    if not 180 <= paragraphs <= 900:
        yield f'the description has {paragraphs} characters, not three to six lines'


@rule('metainfo', r'</ul>', '<li>x</li>' * 7 + '</ul>')
def the_description_has_few_items(project):
    if len(project.component.findall('description/ul/li')) > 10:
        yield 'the description lists more than ten items'


# Icons and colors

@rule('icon', r'viewBox="0 0 128 128"', 'viewBox="0 0 64 64"')
def the_icon_is_on_the_grid(project):
    icon = ElementTree.fromstring(project.texts['icon'])
    if icon.get('viewBox') != '0 0 128 128':
        yield 'the icon is not drawn on 128 pixels'


@rule('icon', r'</defs>', '<filter id="s"><feGaussianBlur/></filter></defs>')
def the_icon_has_no_shadow(project):
    if re.search('<filter|feGaussianBlur|feDropShadow', project.texts['icon']):
        yield 'the icon has a shadow of its own'


@rule('symbolic', r'<svg[^>]*>', '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">')
def the_symbolic_icon_is_small(project):
    icon = ElementTree.fromstring(project.texts['symbolic'])
    if {icon.get('width'), icon.get('height')} not in ({'16'}, {'16px'}):
        yield 'the symbolic icon is not drawn on 16 pixels'


@rule('metainfo', r'(scheme_preference="dark">)#[0-9a-f]*', r'\1#f9d9a7')
def the_colors_differ(project):
    colors = {color.get('scheme_preference'): color.text
              for color in project.component.findall('branding/color[@type="primary"]')}
    if set(colors) != {'light', 'dark'} or colors['light'] == colors['dark']:
        yield 'there are not two brand colors that differ'


# Screenshots

def screenshots(project):
    return project.component.findall('screenshots/screenshot')


@rule('metainfo', r'<screenshots>.*?</screenshot>', '<screenshots>')
def exactly_one_default(project):
    if len([shot for shot in screenshots(project) if shot.get('type') == 'default']) != 1:
        yield 'not exactly one screenshot is the default'
    elif screenshots(project)[0].get('type') != 'default':
        yield 'the default screenshot is not the first'


@rule('metainfo', r'</screenshots>', '<screenshot/>' * 3 + '</screenshots>')
def three_to_six_screenshots(project):
    if not 3 <= len(screenshots(project)) <= 6:
        yield f'there are {len(screenshots(project))} screenshots, not three to six'


@rule('metainfo', r'</caption>', '.</caption>')
def captions_are_one_sentence(project):
    for shot in screenshots(project):
        caption = shot.findtext('caption') or ''
        if not caption or caption.endswith('.') or '. ' in caption or len(caption) > 100:
            yield f'the caption “{caption}” is not one sentence without full stop'


@rule('metainfo', r'/raw/v[0-9.]*/', '/raw/main/')
def screenshots_are_pinned(project):
    version = re.search(r"version: '(.*?)'", project.texts['meson'])[1]
    for image in project.component.iterfind('screenshots/screenshot/image'):
        if f'/raw/v{version}/' not in image.text:
            yield f'{image.text} is not pinned to the tag v{version}'


@rule('metainfo', r'services-light\.png', 'nothing.png')
def screenshots_are_there(project):
    for image in project.component.iterfind('screenshots/screenshot/image'):
        name = image.text.rsplit('/', 1)[-1]
        if not name.endswith('.png') or name not in project.pictures:
            yield f'docs/screenshots/{name} is missing, or no PNG file'


def shown(project):
    """The pictures of the metainfo, by name. Those that are missing have a rule of their own."""
    names = [image.text.rsplit('/', 1)[-1] for image in project.component.iterfind('screenshots/screenshot/image')]
    return {name: project.pictures[name] for name in names if name in project.pictures}


@rule('services-light.png', None, lambda pixbuf: pixbuf.scale_simple(1600, 1120, GdkPixbuf.InterpType.NEAREST))
def screenshots_are_small(project):
    for name, picture in shown(project).items():
        if picture.window[0] > 1000 or picture.window[1] > 700:
            yield f'{name} shows a window that is larger than 1000×700'


@rule('services-light.png', None, lambda pixbuf: pixbuf.composite_color_simple(
    pixbuf.get_width(), pixbuf.get_height(), GdkPixbuf.InterpType.NEAREST, 255, 16, 0x999999, 0x999999))
def screenshots_show_the_window_alone(project):
    for name, picture in shown(project).items():
        corners = [picture.alpha(x, y) for x in (0, picture.width - 1) for y in (0, picture.height - 1)]
        if any(corners):
            yield f'{name} shows more than a window: its corners are not transparent'


@rule('services-light.png', None, lambda pixbuf: pixbuf.new_subpixbuf(
    36, 36, pixbuf.get_width() - 72, pixbuf.get_height() - 72).add_alpha(False, 0, 0, 0))
def screenshots_have_the_shadow(project):
    for name, picture in shown(project).items():
        x, y = (picture.left + picture.right) // 2, (picture.top + picture.bottom) // 2
        room = min(picture.left, picture.top, picture.width - 1 - picture.right, picture.height - 1 - picture.bottom)
        if room < 20 or not all(0 < alpha < 255 for alpha in (
                picture.alpha(picture.left - 1, y), picture.alpha(picture.right + 1, y),
                picture.alpha(x, picture.top - 1), picture.alpha(x, picture.bottom + 1))):
            yield f'{name} does not show the shadow that the window has on a screen'


def with_square_corners(pixbuf):
    picture, copy = Picture(pixbuf), pixbuf.copy()
    copy.new_subpixbuf(picture.left, picture.top, *picture.window).fill(0xffffffff)
    return copy


@rule('services-light.png', None, with_square_corners)
def screenshots_have_round_corners(project):
    for name, picture in shown(project).items():
        if any(picture.alpha(x, y) == 255 for x in (picture.left, picture.right)
               for y in (picture.top, picture.bottom)):
            yield f'{name} shows a window with square corners'


@rule('metainfo', r'<screenshot>(?:(?!</screenshot>).)*narrow.*</screenshot>', '')
def screenshots_are_wide_and_narrow(project):
    widths = [picture.window[0] for picture in shown(project).values()]
    if 360 not in widths or not any(width >= 800 for width in widths):
        yield 'there is not both a wide window and one of 360 pixels in the screenshots'


@rule('metainfo', r'<screenshot>(?:(?!</screenshot>).)*dark.*</screenshot>', '')
def screenshots_are_light_and_dark(project):
    if {picture.is_dark for picture in shown(project).values()} != {True, False}:
        yield 'the screenshots are not both light and dark'


@rule('readme', r'\(docs/screenshots/services-light.png\)', '(docs/other.png)')
def the_readme_shows_the_same(project):
    for name in shown(project):
        if f'(docs/screenshots/{name})' not in project.texts['readme']:
            yield f'README.md does not show {name}'


# Releases and rating

def releases(project):
    return project.component.findall('releases/release')


@rule('metainfo', r'date="\d+-', 'date="2999-')
def releases_are_dated_in_order(project):
    dates = [release.get('date') for release in releases(project)]
    if not dates or dates != sorted(dates, reverse=True) or dates[0] > datetime.date.today().isoformat():
        yield 'the releases are not in order, or one is in the future'


@rule('metainfo', r'<release version="[^"]*"', '<release version="9.9.9"')
def the_newest_release_is_this_one(project):
    version = re.search(r"version: '(.*?)'", project.texts['meson'])[1]
    if releases(project)[0].get('version') != version:
        yield f'the newest release is not {version}, as in meson.build'


@rule('metainfo', r'(<release .*?<p>).*?(</p>)', r'\1Bug fixes and performance improvements.\2')
def release_notes_inform(project):
    for release in releases(project):
        notes = plain(release.find('description'))
        sentences = len(re.findall(r'[.!?](?= |$)', notes))
        if re.search(EMPTY_RELEASE_WORDS, notes, re.IGNORECASE) or not 2 <= sentences <= 6:
            yield f'the notes of {release.get("version")} do not tell what changed in two or three sentences'


@rule('metainfo', r'(money-purchasing">)intense', r'\1mild')
def the_rating_is_honest(project):
    rating = project.component.find('content_rating[@type="oars-1.1"]')
    if rating is None or rating.findtext('content_attribute[@id="money-purchasing"]') != 'intense':
        yield 'the rating does not say that money is spent'


# Identity

@rule('metainfo', r'<id>[^<]*', '<id>io.github.panelist.Panelist.desktop')
def the_id_is_the_application_id(project):
    parts = (project.component.findtext('id') or '').split('.')
    declared = re.search(r"^application_id = '(.*?)'", project.texts['meson'], re.MULTILINE)[1]
    if '.'.join(parts) != declared or declared != ID:
        yield 'the ID is not that of meson.build'
    if not 3 <= len(parts) <= 5 or parts[-1] in ('desktop', 'app') or not all(
            re.fullmatch(r'[A-Za-z_][A-Za-z0-9_]*', part) for part in parts[:-1]):
        yield 'the ID is not one'


@rule('metainfo', r'<launchable[^>]*>[^<]*</launchable>', '')
def there_is_one_launchable(project):
    launchables = [launchable.text for launchable in project.component.findall('launchable')]
    if launchables != [ID + '.desktop']:
        yield 'there is not exactly one launchable, named as the ID'


@rule('metainfo', r'(<metadata_license>)[^<]*', r'\1GPL-3.0-or-later')
def the_licenses_are_right(project):
    if project.component.findtext('metadata_license') not in ('CC0-1.0', 'FSFAP'):
        yield 'the metadata are not free to copy'
    if project.component.findtext('project_license') != 'GPL-3.0-or-later':
        yield 'the license of the project is not told'


@rule('metainfo', r'<developer id="[^"]*"', '<developer')
def the_developer_is_told(project):
    developer = project.component.find('developer')
    if developer is None or not developer.get('id') or not developer.findtext('name'):
        yield 'there is no developer with an ID and a name'


@rule('metainfo', r'<url type="vcs-browser">[^<]*</url>', '')
def the_addresses_are_told(project):
    kinds = {url.get('type') for url in project.component.findall('url')}
    if not {'homepage', 'vcs-browser', 'bugtracker'} <= kinds:
        yield 'an address of the project is missing'


@rule('metainfo', r'<project_license>', '<project_group>GNOME</project_group><project_license>')
def no_project_group(project):
    if project.component.find('project_group') is not None:
        yield 'Panelist belongs to no group of projects'


@rule('metainfo', r'<control>touch</control>', '')
def the_controls_are_told(project):
    controls = {control.text for control in project.component.findall('supports/control')}
    if controls != {'pointing', 'keyboard', 'touch'}:
        yield 'the supported controls are not pointing, keyboard and touch'


@rule('metainfo', r'(<display_length[^>]*>)360', r'\g<1>600')
def the_width_is_told(project):
    length = project.component.find('requires/display_length')
    if length is None or length.text != '360' or length.get('compare') != 'ge':
        yield 'it is not told that 360 pixels are enough'


@rule('metainfo', r'<translation type="gettext">[^<]*</translation>', '')
def the_translation_is_told(project):
    if project.component.findtext('translation[@type="gettext"]') != 'panelist':
        yield 'the translation is not told'


# The desktop file

@rule('desktop', r'Categories=[^\n]*', 'Categories=GTK;GNOME;')
def the_category_is_a_subject(project):
    categories = set(filter(None, project.entry['Categories'].split(';')))
    if not categories - TOOLKIT_CATEGORIES:
        yield 'the only categories are toolkits'


@rule('desktop', r'Terminal=false', 'Terminal=false\nNoDisplay=true')
def the_desktop_file_is_seen(project):
    entry = project.entry
    if entry.get('NoDisplay') == 'true' or entry.get('Hidden') == 'true' or entry.get('Terminal') == 'true':
        yield 'the application is hidden, or wants a terminal'


@rule('desktop', r'Icon=@application_id@', 'Icon=panelist')
def the_icon_is_named_as_the_id(project):
    if project.entry['Icon'] != ID:
        yield 'the icon is not named as the ID'


@rule('desktop', r'Exec=panelist', 'Exec=flatpak run panelist')
def the_program_is_started_directly(project):
    for group in project.desktop.values():
        if 'flatpak' in group.get('Exec', '') or '/' in group.get('Exec', ''):
            yield f'“{group["Exec"]}” is not a program alone'


@rule('desktop', r'Actions=new-order;orders;', 'Actions=orders;')
def the_actions_are_there(project):
    actions = set(filter(None, project.entry.get('Actions', '').split(';')))
    groups = {name[len('Desktop Action '):] for name in project.desktop if name.startswith('Desktop Action ')}
    if not {'new-order', 'orders'} <= actions or actions != groups:
        yield 'an action of the desktop file is missing'


# The manifests

@rule('manifest', r'"--device=dri"', '"--device=all", "--filesystem=home"')
def the_permissions_are_the_five(project):
    for name in ('manifest', 'devel'):
        if project.manifest(name)['finish-args'] != FINISH_ARGS:
            yield f'the permissions of {name} are not the five'


@rule('manifest', r'"command": "panelist"', '"command": "/app/bin/panelist"')
def the_command_is_no_path(project):
    for name in ('manifest', 'devel'):
        if project.manifest(name)['command'] != 'panelist':
            yield f'the command of {name} is not the name of the program'


@rule('manifest', r'"sha256": "[0-9a-f]*"', '"sha256": ""')
def the_sources_are_pinned(project):
    for name in ('manifest', 'devel'):
        for module in project.manifest(name)['modules']:
            for source in module['sources']:
                pinned = (source['type'] == 'dir' or re.fullmatch('[0-9a-f]{64}', source.get('sha256', ''))
                          or re.fullmatch('[0-9a-f]{40}', source.get('commit', '')))
                if not pinned:
                    yield f'a source of {module["name"]} is not pinned'


@rule('manifest', r'"--disable-doc"', '"--disable-doc"], "build-options": {"build-args": ["--share=network"]}, "x": ["y"')
def the_build_needs_no_network(project):
    for name in ('manifest', 'devel'):
        if '"--share=network"' in json.dumps([module.get('build-options') for module in project.manifest(name)['modules']]):
            yield f'a module of {name} is built with a network'


@rule('devel', r'"runtime-version": "[0-9]*"', '"runtime-version": "48"')
def the_manifests_differ_by_the_profile_alone(project):
    released, devel = project.manifest(), project.manifest('devel')
    devel['modules'][-1]['config-opts'].remove('-Dprofile=development')
    if devel['id'] != released['id'] + '.Devel' or {**devel, 'id': ID} != {**released, 'id': ID}:
        yield 'the manifests differ by more than the profile'


@rule('manifest', r'"id": "[^"]*"', '"id": "io.github.panelist.Other"')
def the_manifest_is_named_as_the_id(project):
    if project.manifest()['id'] != ID:
        yield 'the manifest is not named as the ID'


# Translations

@rule('id', r'# Review status:', '#')
def translations_tell_their_review(project):
    for language, text in project.translations.items():
        if '# Review status:' not in text:
            yield f'po/{language}.po does not tell its review status'


@rule('metainfo', r'</supports>', '</supports><languages><lang percentage="100">id</lang></languages>')
def languages_are_announced_after_review(project):
    for lang in project.component.findall('languages/lang'):
        text = project.translations.get(lang.text.split('_')[0], '')
        if lang.text not in ('en', 'en_US') and not re.search('# Review status: reviewed', text):
            yield f'the language {lang.text} is announced, but not reviewed'


@rule('linguas', r'id', '')
def all_translations_are_built(project):
    listed = {word for line in project.texts['linguas'].splitlines() if not line.startswith('#')
              for word in line.split()}
    if listed != set(project.translations):
        yield 'po/LINGUAS does not name the translations that there are'


def main():
    project = Project()
    failed = False
    for check, name, old, new in rules:
        problems = list(check(project))
        if not problems and not list(check(project.changed(name, old, new))):
            problems = [f'the rule does not notice “{new}” in {name}']
        for problem in problems:
            print(f'{check.__name__.replace("_", " ")}: {problem}')
            failed = True
    if not {f'{ID}.svg', f'{ID}-symbolic.svg'} == set(project.icons):
        print('there are other icons than ID.svg and ID-symbolic.svg')
        failed = True
    sys.exit(1 if failed else 0)


main()
