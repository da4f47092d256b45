"""What a failed tool printed, as a terminal would leave it: made beside the loop, since it may be long."""

import asyncio
from dataclasses import replace

from farhand.agents.port import Activity, ToolEnded
from farhand.printed import settle

MAX_READ = 1 << 20  # characters: takes up to a second, and a step shows but the beginning


async def settled(activity: Activity) -> Activity:
    """Return an activity whose output, where a step shows it, is settled."""
    if isinstance(activity, ToolEnded) and not activity.ok:
        return replace(activity, output=await asyncio.to_thread(settle, activity.output[:MAX_READ]))
    return activity
