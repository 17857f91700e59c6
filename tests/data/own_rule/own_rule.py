"""No paper with a tag on some weekdays, and a goal: as many recent papers as possible."""

from constraints.wording import broken
from planner.findings import error
from planner.rule import Score, Terms
from planner.scalars import Day, Strict, Text, Year


class TagNotOnSettings(Strict):
    """What stands under ``extensions: {tag-not-on: …}``."""

    tag: Text
    days: list[Day]


class TagNotOn:
    """No required paper with the tag on the weekdays."""

    name = "tag-not-on"

    def __init__(self, settings):
        self.settings, self.where = settings.read(TagNotOnSettings), settings.where()
        self.sentence = f"no {self.settings.tag} papers on {', '.join(self.settings.days)}"

    def build(self, model):
        """State it in the model, without looking at ``check``."""
        requirement = model.requirement(self.where, self.sentence)
        for session in model.problem.sessions:
            if session.weekday in self.settings.days:
                for paper in model.problem.papers.values():
                    if self.settings.tag in paper.tags:
                        requirement.never(model.variables.reads(paper.id, session.index))

    def check(self, outcome):
        """Judge any plan, without looking at ``build``."""
        for session in outcome.problem.sessions:
            for paper in outcome.papers_in(session.index):
                if session.weekday in self.settings.days and self.settings.tag in paper.tags:
                    detail = f"here {paper.id} on {session.id}"
                    yield broken(self.name, self.where, self.sentence, detail, session.id, paper.id)

    def faults(self, problem):
        """A tag that no paper has is a slip."""
        if not any(self.settings.tag in paper.tags for paper in problem.papers.values()):
            yield error(self.name, f'no paper has the tag "{self.settings.tag}"', self.where)


class RecentSettings(Strict):
    """What stands under ``extensions: {recent: …}``."""

    since: Year


class Recent:
    """Required papers of a year or later: the more the better."""

    name, unit, best = "recent", "papers", "high"

    def __init__(self, settings):
        self.since = settings.read(RecentSettings).since

    def senseless(self, problem):
        """Why it says nothing here, or None."""
        return None if any(self._counts(paper) for paper in problem.papers.values()) else "no paper is recent"

    def build(self, model):
        """The named terms that are summed."""
        sessions = [session.index for session in model.problem.sessions]
        papers = [paper.id for paper in model.problem.papers.values() if self._counts(paper)]
        reads = {paper: sum(model.variables.reads(paper, session) for session in sessions) for paper in papers}
        return Terms("sum", reads)

    def score(self, outcome):
        """The same terms on a plan."""
        papers = [paper for paper in outcome.problem.papers.values() if self._counts(paper)]
        terms = {paper.id: len(outcome.sessions_of.get(paper.id, ())) for paper in papers}
        return Score(sum(terms.values()), terms)

    def figure(self, problem, value):
        """What people read."""
        return value

    def _counts(self, paper):
        return (paper.year or 0) >= self.since
