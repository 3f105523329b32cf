import { Link } from '@tanstack/react-router';
import type { AlertTemplate } from './contract';
import { SeverityWord } from './AlertTable';

/** What one may begin with, so that nobody begins with an empty form. */
export const TemplateList = ({ tenant, templates, widest }: { tenant: string; templates: AlertTemplate[]; widest?: boolean }) => (
  <ul className={widest ? 'template-list template-list-wide' : 'template-list'}>{templates.map(({ id, name, description, alert }) => (
    <li key={id}><Link className="card template" to="/t/$tenant/alerts/new" params={{ tenant }} search={{ template: id }}><b>{name}</b><SeverityWord severity={alert.severity} /><span>{description}</span></Link></li>
  ))}</ul>
);
